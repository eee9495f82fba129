import { expect } from 'chai'
import { startTestApp, type TestApp } from '../support/app.ts'
import { goodPassword, signInAs, signUp } from '../support/people.ts'

describe('POST /auth/login', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ realHasher: true })
  })
  after(() => momentum.close())

  const login = (input: Record<string, unknown>) => momentum.guest.post('/auth/login', input)
  const setStatus = (userId: string, status: string, eraseAfter: number | null = null) =>
    momentum.app.db.transaction((unit) =>
      unit.run('UPDATE users SET status = $2, erase_after = $3 WHERE id = $1', [userId, status, eraseAfter]),
    )

  it('takes the user name or the e-mail address, in any case, and makes a new session each time', async () => {
    const ada = await signUp(momentum, { username: 'Ada.Lovelace', email: 'Ada@Example.org' })

    const byName = await login({ login: 'ada.lovelace', password: goodPassword, deviceName: 'tablet' })
    const byMail = await login({ login: ' ada@example.ORG', password: goodPassword })

    expect([byName.status, byMail.status]).to.deep.equal([200, 200])
    expect(byName.body.user.id).to.equal(ada.id)
    expect(byName.body.session).to.include({ deviceName: 'tablet', scope: 'full', current: true })
    expect(new Set([ada.token, byName.body.token, byMail.body.token]).size).to.equal(3)
  })

  it('does not take a name for another that only looks like it', async () => {
    await signUp(momentum, { username: 'milo99' })

    const answer = await login({ login: 'mi1o99', password: goodPassword })

    expect([answer.status, answer.body.code]).to.deep.equal([401, 'invalid_credentials'])
  })

  it('refuses a token that the client brings along', async () => {
    const person = await signUp(momentum)

    const answer = await login({ login: person.username, password: goodPassword, token: 'a'.repeat(43) })

    expect(answer.status).to.equal(422)
    expect(answer.body.errors[0].path).to.equal('token')
  })

  it('gives a suspended person with the right password a session for what they may still do', async () => {
    const person = await signUp(momentum)
    await setStatus(person.id, 'suspended')

    const session = await signInAs(momentum, person)

    const [me, out] = [await session.get('/me'), await session.post('/auth/logout')]
    expect([me.status, me.body.code]).to.deep.equal([403, 'account_suspended'])
    expect(out.status).to.equal(204)
    expect((await session.post('/auth/logout')).status).to.equal(401)
  })

  it('does not know an account any more whose grace time is over', async () => {
    const person = await signUp(momentum)
    await setStatus(person.id, 'deleted', momentum.app.clock.now() - 1)

    const answer = await login({ login: person.username, password: goodPassword })

    expect([answer.status, answer.body.code]).to.deep.equal([401, 'invalid_credentials'])
  })

  it('does not let a session start on a password that was changed while the hash was made', async () => {
    const person = await signUp(momentum)
    const { hasher } = momentum.app.clients
    const verify = hasher.verify.bind(hasher)
    hasher.verify = async (stored, password) => {
      const isRight = await verify(stored, password)
      await momentum.app.db.transaction((unit) =>
        unit.run('UPDATE users SET password_hash = $2 WHERE id = $1', [person.id, 'changed meanwhile']),
      )
      return isRight
    }

    const answer = await login({ login: person.username, password: goodPassword }).finally(() => {
      hasher.verify = verify
    })

    expect(answer.status).to.equal(401)
  })

  it('lists the devices signed in, ends one, and ends all others', async () => {
    const person = await signUp(momentum, { deviceName: 'phone' })
    const [tablet, laptop] = [
      await signInAs(momentum, person, { deviceName: 'tablet' }),
      await signInAs(momentum, person, { deviceName: 'laptop' }),
    ]

    const list = await person.get('/auth/sessions')
    const ended = await person.delete(`/auth/sessions/${tablet.sessionId}`)
    const again = await person.delete(`/auth/sessions/${tablet.sessionId}`)
    const others = await laptop.delete('/auth/sessions')

    expect(list.body.items.map((item: { deviceName: string }) => item.deviceName)).to.deep.equal([
      'laptop',
      'tablet',
      'phone',
    ])
    expect([ended.status, again.status, others.status]).to.deep.equal([204, 404, 204])
    expect((await tablet.get('/me')).status).to.equal(401)
    expect((await person.get('/me')).status).to.equal(401)
    expect((await laptop.get('/me')).status).to.equal(200)
  })

  it('ends no session of somebody else', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]

    const answer = await bela.delete(`/auth/sessions/${ada.sessionId}`)

    expect(answer.status).to.equal(404)
    expect((await ada.get('/me')).status).to.equal(200)
  })
})
