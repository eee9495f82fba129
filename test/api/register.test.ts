import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { goodPassword, signUp } from '../support/people.ts'

describe('POST /auth/register', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ realHasher: true })
  })
  after(() => momentum.close())

  const ada = { username: 'ada', email: 'ada@example.org', password: goodPassword, acceptTerms: true }

  it('signs the new person in', async () => {
    const person = await signUp(momentum)

    const me = await person.get('/me')

    expect(me.status).to.equal(200)
    expect(me.body.username).to.equal(person.username)
    expect(me.body.counts.followers).to.equal(0)
  })

  it('stores argon2id with at least 19 MiB and two passes, and a salt of its own', async () => {
    const [one, other] = [await signUp(momentum), await signUp(momentum)]

    const rows = await momentum.app.db.read.all<{ passwordHash: string }>(
      'SELECT password_hash FROM users WHERE id IN ($1, $2)',
      [one.id, other.id],
    )

    const parts = rows.map((row) => /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$([^$]+)\$/.exec(row.passwordHash)!)
    for (const [, memory, passes] of parts) {
      expect(Number(memory)).to.be.at.least(19_456)
      expect(Number(passes)).to.be.at.least(2)
    }
    expect(parts[0]![3]).not.to.equal(parts[1]![3])
  })

  it('says which of user name and e-mail address is taken', async () => {
    await momentum.guest.post('/auth/register', ada)

    const sameName = await momentum.guest.post('/auth/register', { ...ada, email: 'other@example.org' })
    const sameMail = await momentum.guest.post('/auth/register', { ...ada, username: 'lovelace' })

    expect([sameName.status, sameName.body.code]).to.deep.equal([409, 'username_taken'])
    expect([sameMail.status, sameMail.body.code]).to.deep.equal([409, 'email_taken'])
  })

  it('names every bad field at once', async () => {
    const answer = await momentum.guest.post('/auth/register', { username: 'x', email: 'nobody', role: 'admin' })

    expect(answer.status).to.equal(422)
    expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/)
    const paths = answer.body.errors.map((error: { path: string }) => error.path)
    expect(paths).to.include.members(['username', 'email', 'password', 'acceptTerms', 'role'])
  })
})
