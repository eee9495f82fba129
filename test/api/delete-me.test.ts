import { expect } from 'chai'
import { eraseDueAccounts, markDeleted } from '../../src/core/accounts/index.ts'
import { systemActor } from '../../src/core/actor.ts'
import { day, manualClock } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMailbox } from '../support/mailbox.ts'
import { goodPassword, signInAs, signUp } from '../support/people.ts'

describe('deleting an account', () => {
  const mailbox = createMailbox()
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  const published: string[] = []
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clients: { mailer: mailbox.mailer }, clock })
    for (const event of ['account.deleted', 'account.restored', 'account.erased'] as const) {
      momentum.app.events.subscribe(event, async (_unit, _context, { userId }) => {
        published.push(`${event} ${userId}`)
      })
    }
  })
  after(() => momentum.close())

  const erase = () => eraseDueAccounts(momentum.app.as(systemActor('account-erasure'), 'job'))
  const set = (userId: string, column: 'role' | 'status', value: string) =>
    momentum.app.db.transaction((unit) => unit.run(`UPDATE users SET ${column} = $2 WHERE id = $1`, [userId, value]))

  for (const [name, method, path] of [
    ['POST /me/delete', 'POST', '/me/delete'],
    ['DELETE /me', 'DELETE', '/me'],
  ] as const) {
    it(`by ${name} needs the password, ends every session, and says until when it can be undone`, async () => {
      const person = await signUp(momentum)
      const other = await signInAs(momentum, person)

      const wrong = await person.send(method, path, { password: 'not the password' })
      const right = await person.send(method, path, { password: goodPassword })

      expect([wrong.status, wrong.body.code]).to.deep.equal([403, 'password_wrong'])
      expect(right.status).to.equal(200)
      expect(right.body.eraseAfter).to.equal(new Date(clock.now() + 14 * day).toISOString())
      expect([(await person.get('/me')).status, (await other.get('/me')).status]).to.deep.equal([401, 401])
      expect(published).to.include(`account.deleted ${person.id}`)
      expect((await mailbox.to(momentum, person.email)).at(-1)!.subject).to.contain('will be erased')
    })
  }

  it('is undone by signing in within the grace time, and everything is as it was', async () => {
    const person = await signUp(momentum)
    await person.post('/me/delete', { password: goodPassword })
    clock.advance(13 * day)

    const session = await signInAs(momentum, person)

    const me = (await session.get('/me')).body
    expect([me.status, me.eraseAfter]).to.deep.equal(['active', null])
    expect(published).to.include(`account.restored ${person.id}`)
    clock.advance(2 * day)
    await erase()
    expect((await session.get('/me')).status).to.equal(200)
  })

  it('lets a suspended person go, and does not lift the suspension when they come back', async () => {
    const person = await signUp(momentum)
    await set(person.id, 'status', 'suspended')
    const restricted = await signInAs(momentum, person)

    const deleted = await restricted.post('/me/delete', { password: goodPassword })
    const back = await signInAs(momentum, person)

    expect(deleted.status).to.equal(200)
    expect((await back.get('/me')).body.code).to.equal('account_suspended')
  })

  it('by an operator is not undone by signing in', async () => {
    const person = await signUp(momentum)
    const operator = momentum.app.as({ kind: 'operator', name: 'root', role: 'admin' }, 'cli')
    await operator.write((unit) => markDeleted(unit, operator, { userId: person.id, by: 'operator' }))

    const answer = await momentum.guest.post('/auth/login', { login: person.username, password: goodPassword })

    expect([answer.status, answer.body.code]).to.deep.equal([401, 'invalid_credentials'])
    expect((await mailbox.to(momentum, person.email)).at(-1)!.text).to.contain('people who look after Momentum')
  })

  it('is refused to the last admin', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    for (const admin of [ada, bela]) await set(admin.id, 'role', 'admin')

    const answers = await Promise.all([ada, bela].map((admin) => admin.post('/me/delete', { password: goodPassword })))

    expect(answers.map((answer) => answer.status).sort()).to.deep.equal([200, 409])
  })

  it('ends in erasure: rows, names and address are gone, the ledger remembers the id alone', async () => {
    const person = await signUp(momentum, { displayName: 'Zoë Unmistakable' })
    await person.post('/me/delete', { password: goodPassword })
    await erase()
    const kept = await momentum.app.db.read.get('SELECT id FROM users WHERE id = $1', [person.id])
    clock.advance(14 * day)

    const outcome = await erase()

    expect(kept, 'before the grace time is over').not.to.equal(undefined)
    expect(outcome.erased).to.be.at.least(1)
    expect(outcome.failed).to.equal(0)
    expect(published).to.include(`account.erased ${person.id}`)
    for (const [table, column] of [
      ['users', 'id'],
      ['sessions', 'user_id'],
      ['consents', 'user_id'],
      ['events', 'user_id'],
      ['one_time_tokens', 'user_id'],
    ]) {
      const row = await momentum.app.db.read.get(`SELECT * FROM ${table} WHERE ${column} = $1`, [person.id])
      expect(row, `${table} of the person`).to.equal(undefined)
    }
    const ledger = await momentum.app.db.read.all(
      'SELECT subject_type, subject_id FROM deletions WHERE subject_id = $1',
      [person.id],
    )
    expect(ledger).to.deep.equal([{ subjectType: 'user', subjectId: person.id }])
    expect((await mailbox.to(momentum, person.email)).at(-1)!.subject).to.contain('has been erased')
    const again = await momentum.guest.post('/auth/login', { login: person.username, password: goodPassword })
    expect(again.body.code).to.equal('invalid_credentials')
  })

  it('erases the others when one account cannot be erased', async () => {
    const [stuck, other] = [await signUp(momentum), await signUp(momentum)]
    momentum.app.events.subscribe('account.erased', async (_unit, _context, { userId }) => {
      if (userId === stuck.id) throw new Error('a file cannot be removed')
    })
    for (const person of [stuck, other]) await person.post('/me/delete', { password: goodPassword })
    clock.advance(14 * day)

    const outcome = await erase()

    expect(outcome.failed).to.equal(1)
    const left = await momentum.app.db.read.all<{ id: string }>('SELECT id FROM users WHERE id IN ($1, $2)', [
      stuck.id,
      other.id,
    ])
    expect(left).to.deep.equal([{ id: stuck.id }])
  })
})
