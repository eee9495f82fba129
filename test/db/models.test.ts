import { expect } from 'chai'
import type { Database } from '../../src/db/database.ts'
import { Op } from '../../src/db/models/index.ts'
import { openDatabase } from '../../src/db/open.ts'
import { newId } from '../../src/lib/ids.ts'
import { createTestDatabase, testDialect } from '../support/database.ts'

describe('models', () => {
  let db: Database
  const failures: unknown[] = []

  before(async () => {
    const { url, file } = await createTestDatabase()
    db = await openDatabase({ url, file, poolSize: 4, onError: (error) => failures.push(error) })
  })
  after(async () => {
    await db.close()
    expect(failures).to.deep.equal([])
  })

  function person(username: string) {
    const now = Date.now()
    return {
      id: newId(now),
      username,
      usernameKey: username,
      passwordHash: '-',
      displayName: username,
      searchKey: username,
      createdAt: now,
      updatedAt: now,
    }
  }

  it('reads what SQL wrote and SQL reads what a model wrote, in one unit', async () => {
    const { User } = db.models
    const { id } = await db.transaction(async (unit) => {
      const made = await User.create(person('ada'), { transaction: unit.orm })
      await unit.run('UPDATE users SET is_verified = $2, last_seen_at = $3 WHERE id = $1', [made.id, true, 1234])
      const seen = await User.findByPk(made.id, { transaction: unit.orm })
      expect([seen!.isVerified, seen!.isPrivate, seen!.lastSeenAt]).to.deep.equal([true, false, 1234])
      return unit.get<{ id: string }>('SELECT id FROM users WHERE username_key = $1', ['ada']) as Promise<{
        id: string
      }>
    })

    const committed = await User.findByPk(id)

    expect(committed!.createdAt).to.be.a('number').above(1_600_000_000_000)
    expect(committed!.messagesFrom).to.equal('everyone')
  })

  it('takes back what models and SQL wrote when the unit fails', async () => {
    const { User } = db.models

    const failed = await db
      .transaction(async (unit) => {
        const { id } = await User.create(person('bela'), { transaction: unit.orm })
        await unit.run('UPDATE users SET bio = $2 WHERE id = $1', [id, 'hello'])
        throw new Error('no')
      })
      .catch((error: Error) => error.message)

    expect(failed).to.equal('no')
    expect(await User.findOne({ where: { username: 'bela' } })).to.equal(null)
    expect(await db.read.get('SELECT id FROM users WHERE username = $1', ['bela'])).to.equal(undefined)
  })

  it('shows a unit nobody else before it is committed', async () => {
    const { User } = db.models
    let during: unknown = 'not asked'

    await db.transaction(async (unit) => {
      await User.create(person('carla'), { transaction: unit.orm })
      during = await User.findOne({ where: { username: 'carla' } })
    })

    expect(during).to.equal(null)
    expect((await User.findOne({ where: { username: 'carla' } }))!.username).to.equal('carla')
  })

  it('keeps units apart that run at the same time', async () => {
    const { User } = db.models
    const names = Array.from({ length: 20 }, (_, index) => `many${index}`)

    const results = await Promise.allSettled(
      names.map((name, index) =>
        db.transaction(async (unit) => {
          await User.create(person(name), { transaction: unit.orm })
          if (index % 2 === 1) throw new Error('odd')
        }),
      ),
    )

    const kept = await User.findAll({ where: { username: { [Op.in]: names } }, order: [['username', 'ASC']] })
    expect(results.filter(({ status }) => status === 'rejected')).to.have.length(10)
    expect(kept.map(({ username }) => username)).to.deep.equal(names.filter((_, index) => index % 2 === 0).sort())
  })

  it('follows the associations of a relation', async () => {
    const { Follower, User } = db.models
    const [one, other] = [person('dov'), person('emre')]
    await db.transaction(async (unit) => {
      await User.bulkCreate([one, other], { transaction: unit.orm })
      const row = { followerId: one.id, followeeId: other.id, state: 'accepted' as const, id: newId(1), createdAt: 1 }
      await Follower.create(row, { transaction: unit.orm })
    })

    const [found] = await Follower.findAll({
      where: { followeeId: other.id },
      include: [{ model: User, as: 'follower', where: { status: 'active' }, attributes: ['username', 'isVerified'] }],
      limit: 1,
    })

    expect(found!.follower!.username).to.equal('dov')
    expect(found!.follower!.isVerified).to.equal(false)
  })

  if (testDialect === 'sqlite')
    it('writes nothing outside a unit on SQLite', async () => {
      const failed = await db.models.User.create(person('fola')).catch((error: Error) => error.message)

      expect(failed).to.match(/readonly/)
    })
})
