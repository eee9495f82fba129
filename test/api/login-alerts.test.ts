import { expect } from 'chai'
import { day, manualClock } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMailbox } from '../support/mailbox.ts'
import { goodPassword, signInAs, signUp, type TestPerson } from '../support/people.ts'

const newPassword = 'another horse, another battery'

describe('login alerts', () => {
  const mailbox = createMailbox()
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  const heard: { userId: string; alertId: string; sessionId: string }[] = []
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({
      clients: { mailer: mailbox.mailer },
      clock,
      settings: { TRUST_PROXY: 'loopback' },
    })
    momentum.app.events.subscribe('login.alerted', async (_unit, _context, payload) => {
      heard.push(payload)
    })
  })
  after(() => momentum.close())

  const from = (ip: string) => ({ 'X-Forwarded-For': ip })
  const strange = (person: TestPerson) =>
    signInAs(momentum, person, { deviceName: 'stranger’s phone' }, from('203.0.113.9'))
  const alertsOf = async (client: { get: TestPerson['get'] }) => (await client.get('/login-alerts')).body.items

  it('are not made for sign-up, nor for a device and network the person has used', async () => {
    const person = await signUp(momentum, {}, from('192.0.2.1'))
    await signInAs(momentum, person, {}, from('192.0.2.200'))

    expect(await alertsOf(person)).to.deep.equal([])
  })

  it('say where, when and which device, by list, by mail and by event', async () => {
    const person = await signUp(momentum, {}, from('192.0.2.1'))

    const session = await strange(person)

    const [alert] = await alertsOf(person)
    expect(alert).to.deep.include({
      state: 'pending',
      sessionId: session.sessionId,
      deviceName: 'stranger’s phone',
      ip: '203.0.113.9',
      newDevice: true,
      newNetwork: true,
      answeredAt: null,
      createdAt: new Date(clock.now()).toISOString(),
    })
    expect(heard.at(-1)).to.deep.equal({ userId: person.id, alertId: alert.id, sessionId: session.sessionId })
    const mail = (await mailbox.to(momentum, person.email)).at(-1)!
    expect(mail.subject).to.equal('A new sign-in to your Momentum account')
    expect(mail.text).to.contain('203.0.113.9').and.to.contain('stranger’s phone').and.to.contain('/login-alert#token=')
  })

  it('tell a new device from a new network', async () => {
    const person = await signUp(momentum, {}, from('192.0.2.1'))

    await signInAs(momentum, person, { deviceName: 'tablet' }, from('192.0.2.1'))
    await signInAs(momentum, person, { deviceName: 'tablet' }, from('2001:db8::1'))

    const kinds = (await alertsOf(person)).map((alert: { newDevice: boolean; newNetwork: boolean }) => [
      alert.newDevice,
      alert.newNetwork,
    ])
    expect(kinds).to.deep.equal([
      [false, true],
      [true, false],
    ])
  })

  it('are neither seen nor answered by the session they are about', async () => {
    const person = await signUp(momentum, {}, from('192.0.2.1'))
    const session = await strange(person)
    const [alert] = await alertsOf(person)

    const answers = [
      await session.post(`/login-alerts/${alert.id}/confirm`),
      await session.post(`/login-alerts/${alert.id}/deny`),
    ]

    expect(await alertsOf(session)).to.deep.equal([])
    expect(answers.map((answer) => answer.status)).to.deep.equal([404, 404])
    expect((await alertsOf(person))[0].state).to.equal('pending')
  })

  it('are not answered by somebody else', async () => {
    const [person, other] = [await signUp(momentum, {}, from('192.0.2.1')), await signUp(momentum)]
    await strange(person)
    const [alert] = await alertsOf(person)

    expect((await other.post(`/login-alerts/${alert.id}/deny`)).status).to.equal(404)
  })

  it('cannot be confirmed from a session that is itself in question', async () => {
    const person = await signUp(momentum, {}, from('192.0.2.1'))
    const first = await strange(person)
    const second = await signInAs(momentum, person, { deviceName: 'second phone' }, from('203.0.113.9'))
    const about = (await alertsOf(person)).find((alert: { sessionId: string }) => alert.sessionId === second.sessionId)

    const answer = await first.post(`/login-alerts/${about.id}/confirm`)

    expect([answer.status, answer.body.code]).to.deep.equal([403, 'forbidden'])
  })

  it('leave the session alone when the person says it was them', async () => {
    const person = await signUp(momentum, {}, from('192.0.2.1'))
    const session = await strange(person)
    const [alert] = await alertsOf(person)

    const answer = await person.post(`/login-alerts/${alert.id}/confirm`)
    const again = await person.post(`/login-alerts/${alert.id}/confirm`)

    expect([answer.status, answer.body.state, again.status]).to.deep.equal([200, 'confirmed', 200])
    expect((await session.get('/me')).status).to.equal(200)
  })

  it('end the session when the person says it was not them, and make the password worthless until a new one', async () => {
    const person = await signUp(momentum, {}, from('192.0.2.1'))
    const session = await strange(person)
    const [alert] = await alertsOf(person)

    const denied = await person.post(`/login-alerts/${alert.id}/deny`)

    expect([denied.status, denied.body.state]).to.deep.equal([200, 'denied'])
    expect((await session.get('/me')).status).to.equal(401)
    expect((await person.get('/me')).status).to.equal(200)
    const credentials = { login: person.username, password: goodPassword }
    const refused = await momentum.guest.post('/auth/login', credentials)
    expect([refused.status, refused.body.code]).to.deep.equal([403, 'password_reset_required'])
    const token = await mailbox.token(momentum, person.email, '/reset-password')
    await momentum.guest.post('/auth/password/reset', { token, password: newPassword })
    await signInAs(momentum, person, { password: newPassword })
    const late = await person.post(`/login-alerts/${alert.id}/confirm`)
    expect(late.status).to.equal(401)
  })

  it('cannot be confirmed any more once denied', async () => {
    const person = await signUp(momentum, {}, from('192.0.2.1'))
    await strange(person)
    const [alert] = await alertsOf(person)
    await person.post(`/login-alerts/${alert.id}/deny`)

    const answer = await person.post(`/login-alerts/${alert.id}/confirm`)

    expect([answer.status, answer.body.code]).to.deep.equal([409, 'conflict'])
  })

  describe('POST /login-alerts/answer', () => {
    it('acts by the mailed link without a session, once', async () => {
      const person = await signUp(momentum, {}, from('192.0.2.1'))
      const session = await strange(person)
      const token = await mailbox.token(momentum, person.email, '/login-alert')

      const denied = await momentum.guest.post('/login-alerts/answer', { token, answer: 'deny' })
      const again = await momentum.guest.post('/login-alerts/answer', { token, answer: 'confirm' })

      expect([denied.status, denied.body.state]).to.deep.equal([200, 'denied'])
      expect([again.status, again.body.code]).to.deep.equal([422, 'token_invalid'])
      expect((await session.get('/me')).status).to.equal(401)
    })

    it('does nothing after 24 hours', async () => {
      const person = await signUp(momentum, {}, from('192.0.2.1'))
      await strange(person)
      const token = await mailbox.token(momentum, person.email, '/login-alert')
      clock.advance(day)

      const answer = await momentum.guest.post('/login-alerts/answer', { token, answer: 'deny' })

      expect(answer.body.code).to.equal('token_invalid')
    })

    it('does not take the token of another link', async () => {
      const person = await signUp(momentum, {}, from('192.0.2.1'))
      const token = await mailbox.token(momentum, person.email, '/verify-email')

      const answer = await momentum.guest.post('/login-alerts/answer', { token, answer: 'deny' })

      expect(answer.body.code).to.equal('token_invalid')
    })
  })

  it('come in pages', async () => {
    const person = await signUp(momentum, {}, from('192.0.2.1'))
    for (const deviceName of ['one', 'two', 'three']) await signInAs(momentum, person, { deviceName })

    const first = (await person.get('/login-alerts?limit=2')).body
    const second = (await person.get(`/login-alerts?limit=2&cursor=${first.nextCursor}`)).body
    const foreign = await (await signUp(momentum)).get(`/login-alerts?cursor=${first.nextCursor}`)

    const names = [...first.items, ...second.items].map((alert: { deviceName: string }) => alert.deviceName)
    expect(names).to.deep.equal(['three', 'two', 'one'])
    expect(second.nextCursor).to.equal(null)
    expect([foreign.status, foreign.body.code]).to.deep.equal([422, 'cursor_invalid'])
  })
})
