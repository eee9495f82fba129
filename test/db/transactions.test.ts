import { expect } from 'chai'
import type { Database } from '../../src/db/database.ts'
import { uniqueViolation } from '../../src/db/failures.ts'
import { openDatabase } from '../../src/db/open.ts'
import { type Ending, together, type Unit } from '../../src/db/unit.ts'
import { createTestDatabase } from '../support/database.ts'

describe('Database.transaction', () => {
  let db: Database

  before(async () => {
    const { url, file } = await createTestDatabase()
    db = await openDatabase({ url, file, poolSize: 8, onError: () => {} })
  })
  after(() => db.close())

  const put = (unit: Unit, name: string, value = '1'): Promise<number> =>
    unit.run('INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, $3)', [name, value, 0])

  const names = async (like: string): Promise<string[]> => {
    const rows = await db.read.all<{ name: string }>('SELECT name FROM settings WHERE name LIKE $1 ORDER BY name', [
      like,
    ])
    return rows.map((row) => row.name)
  }

  it('commits what the unit did, and shows it to readers once it resolves', async () => {
    await db.transaction((unit) => put(unit, 'commit.a'))

    expect(await names('commit.%')).to.deep.equal(['commit.a'])
  })

  it('undoes the whole unit when its work throws', async () => {
    const failed = await db
      .transaction(async (unit) => {
        await put(unit, 'undo.a')
        throw new Error('no')
      })
      .catch((error: Error) => error.message)

    expect(failed).to.equal('no')
    expect(await names('undo.%')).to.deep.equal([])
  })

  it('lets one failing unit among many fail alone', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        db.transaction(async (unit) => {
          await put(unit, `alone.${String(index).padStart(2, '0')}`)
          if (index % 10 === 3) await put(unit, `alone.${String(index).padStart(2, '0')}`)
        }),
      ),
    )

    const failed = outcomes.flatMap((outcome, index) => (outcome.status === 'rejected' ? [index] : []))
    expect(failed).to.deep.equal([3, 13, 23, 33, 43])
    expect(await names('alone.%')).to.have.length(45)
  })

  it('names the columns of a unique violation alike on both databases', async () => {
    await db.transaction((unit) => put(unit, 'unique.a'))

    const violation = await db.transaction((unit) => put(unit, 'unique.a')).catch(uniqueViolation)

    expect(violation).to.equal('settings.name')
  })

  it('runs hooks after the commit only, in order, and not for a unit that failed', async () => {
    const rung: string[] = []
    await db.transaction(async (unit) => {
      unit.afterCommit(() => rung.push('one'))
      unit.afterCommit(() => rung.push('two'))
      expect(rung).to.deep.equal([])
    })
    await db
      .transaction(async (unit) => {
        unit.afterCommit(() => rung.push('never'))
        throw new Error('no')
      })
      .catch(() => {})

    expect(rung).to.deep.equal(['one', 'two'])
  })

  it('does what units left to an ending, in their order, and for none that failed', async () => {
    const ending: Ending<string> = async (unit, items) => {
      if (items.includes('bad')) throw new Error('not this one')
      for (const item of items) {
        await unit.run('INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, 0)', [`end.${item}`, 'v'])
      }
    }
    const rung: string[] = []
    const items = ['a', 'b', 'undone', 'c', 'bad', 'd']

    const outcomes = await Promise.allSettled(
      items.map((item) =>
        db.transaction(async (unit) => {
          unit.atEnd(ending, item)
          unit.afterCommit(() => rung.push(item))
          await put(unit, `left.${item}`)
          if (item === 'undone') throw new Error('no')
        }),
      ),
    )

    const done = ['a', 'b', 'c', 'd']
    expect(items.filter((_, index) => outcomes[index]!.status === 'fulfilled')).to.deep.equal(done)
    expect(await names('left.%')).to.deep.equal(done.map((item) => `left.${item}`))
    expect(await names('end.%')).to.deep.equal(done.map((item) => `end.${item}`))
    expect(rung.sort()).to.deep.equal(done)
  })

  it('binds placeholders by number, whatever order they stand in', async () => {
    await db.transaction((unit) =>
      unit.run('INSERT INTO settings (updated_at, value, name) VALUES ($3, $2, $1)', ['number.a', 'v', 7]),
    )

    const row = await db.read.get('SELECT name, value, updated_at FROM settings WHERE value = $2 AND name = $1', [
      'number.a',
      'v',
    ])

    expect(row).to.deep.equal({ name: 'number.a', value: 'v', updatedAt: 7 })
  })

  it('keeps counters right under concurrent units', async () => {
    await db.transaction((unit) => put(unit, 'count', '0'))

    await Promise.all(
      Array.from({ length: 200 }, () =>
        db.transaction((unit) => unit.run("UPDATE settings SET updated_at = updated_at + 1 WHERE name = 'count'")),
      ),
    )

    const row = await db.read.get<{ updatedAt: number }>("SELECT updated_at FROM settings WHERE name = 'count'")
    expect(row!.updatedAt).to.equal(200)
  })

  it('fails a statement that is wrong, at once and alone', async () => {
    const failed = await db.read.all('SELECT nothing FROM nowhere').catch((error: Error) => error.name)

    expect(failed).to.match(/Error|error/)
    expect(await db.read.get('SELECT 1 AS one')).to.deep.equal({ one: 1 })
  })
})

describe('Group commit on SQLite', () => {
  it('answers many waiting units after few commits', async () => {
    const { file } = await createTestDatabase({ dialect: 'sqlite' })
    const db = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} })

    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        db.transaction((unit) =>
          unit.run('INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, 0)', [`g${index}`, 'v']),
        ),
      ),
    )

    const { commits, units } = db.stats()
    expect(units).to.equal(200)
    expect(commits).to.be.lessThan(60)
    await db.close()
  })

  it('has those who share a commit share what they left to its end, and tells them apart when one fails', async () => {
    const { file } = await createTestDatabase({ dialect: 'sqlite' })
    const db = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} })
    const shared: number[] = []
    const ending: Ending<string> = async (unit, items) => {
      shared.push(items.length)
      await unit.run('UPDATE settings SET updated_at = updated_at + $1 WHERE name = $2', [items.length, 'ended'])
    }
    await db.transaction((unit) =>
      unit.run('INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, 0)', ['ended', 'v']),
    )

    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        db.transaction(async (unit) => {
          unit.atEnd(ending, `e${index}`)
          await unit.run('INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, 0)', [`e${index}`, 'v'])
          if (index % 25 === 7) throw new Error('after writing')
        }),
      ),
    )

    const stored = await db.read.get<{ count: number }>("SELECT count(*) AS count FROM settings WHERE name LIKE 'e_%'")
    const ended = await db.read.get<{ updatedAt: number }>("SELECT updated_at FROM settings WHERE name = 'ended'")
    expect(outcomes.filter(({ status }) => status === 'rejected')).to.have.length(4)
    expect(stored!.count).to.equal(97)
    expect(ended!.updatedAt).to.equal(96)
    expect(Math.max(...shared)).to.be.greaterThan(1)
    await db.close()
  })

  it('does units of a kind that wait at the same moment as one, and by themselves whom that leaves out', async () => {
    const { file } = await createTestDatabase({ dialect: 'sqlite' })
    const db = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} })
    const insert = 'INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, 0)'
    const groups: number[] = []
    let isBroken = false
    const all = async (unit: Unit, items: readonly string[]): Promise<(string | undefined)[]> => {
      groups.push(items.length)
      const kept = items.filter((item) => !item.endsWith('3'))
      for (const item of kept) await unit.run(insert, [item, 'together'])
      if (isBroken) throw new Error('after writing')
      return items.map((item) => (kept.includes(item) ? `${item} together` : undefined))
    }
    const addMany = (prefix: string): Promise<string[]> =>
      Promise.all(
        Array.from({ length: 40 }, (_, index) => {
          const name = `${prefix}${String(index).padStart(2, '0')}`
          return db.transaction(
            async (unit) => {
              await unit.run(insert, [name, 'alone'])
              return `${name} alone`
            },
            together(all, name),
          )
        }),
      )
    const countOf = async (like: string): Promise<number> =>
      (await db.read.get<{ count: number }>('SELECT count(*) AS count FROM settings WHERE name LIKE $1', [like]))!.count

    const answers = await addMany('t')
    isBroken = true
    const answersOfBroken = await addMany('b')

    expect(answers.filter((answer) => answer.endsWith('alone'))).to.deep.equal([
      ...(answers[0]!.endsWith('alone') ? [answers[0]] : []),
      't03 alone',
      't13 alone',
      't23 alone',
      't33 alone',
    ])
    expect(Math.max(...groups)).to.be.greaterThan(10)
    expect(await countOf('t%')).to.equal(40)
    expect(answersOfBroken.every((answer) => answer.endsWith('alone'))).to.equal(true)
    expect(await countOf('b%')).to.equal(40)
    await db.close()
  })

  it('takes no more units than it could answer, and says to come back', async () => {
    const { file } = await createTestDatabase({ dialect: 'sqlite' })
    const db = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} })
    const many = Array.from({ length: 10_050 }, () => db.transaction(async () => 1))

    const outcomes = await Promise.allSettled(many)

    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused.length).to.be.within(1, 100)
    expect((refused[0] as PromiseRejectedResult).reason).to.deep.include({ code: 'unavailable', retryAfterSeconds: 5 })
    await db.close()
  })

  it('reports no success when the disk is full, and recovers when there is room again', async () => {
    const { file } = await createTestDatabase({ dialect: 'sqlite' })
    const db = await openDatabase({ url: undefined, file, poolSize: 1, onError: () => {} })
    const { pageCount } = (await db.transaction((unit) => unit.get<{ pageCount: number }>('PRAGMA page_count')))!
    await db.transaction((unit) => unit.all(`PRAGMA max_page_count = ${pageCount + 4}`))
    const write = (index: number): Promise<unknown> =>
      db.transaction((unit) =>
        unit.run('INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, 0)', [`f${index}`, 'x'.repeat(3000)]),
      )

    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, (_, index) => write(index)))
    const stored = await db.read.get<{ count: number }>("SELECT count(*) AS count FROM settings WHERE name LIKE 'f%'")

    const done = outcomes.filter((outcome) => outcome.status === 'fulfilled').length
    const full = outcomes.filter(
      (outcome) => outcome.status === 'rejected' && outcome.reason.code === 'storage_full',
    ).length
    expect(done + full).to.equal(40)
    expect(full).to.be.greaterThan(0)
    expect(stored!.count).to.equal(done)
    await db.transaction((unit) => unit.all('PRAGMA max_page_count = 1073741823'))
    await write(100)
    await db.close()
  })
})
