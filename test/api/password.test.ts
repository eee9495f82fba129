import { expect } from 'chai'
import { manualClock, minute } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMailbox } from '../support/mailbox.ts'
import { goodPassword, signInAs, signUp } from '../support/people.ts'

const newPassword = 'another horse, another battery'

describe('passwords', () => {
  const mailbox = createMailbox()
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ realHasher: true, clients: { mailer: mailbox.mailer }, clock })
  })
  after(() => momentum.close())

  const forgot = (login: string, headers?: Record<string, string>) =>
    momentum.guest.post('/auth/password/forgot', { login }, headers)
  const reset = (token: string, password = newPassword) =>
    momentum.guest.post('/auth/password/reset', { token, password })
  const login = (username: string, password: string) =>
    momentum.guest.post('/auth/login', { login: username, password, deviceName: 'test phone' })

  describe('POST /auth/password/forgot and /reset', () => {
    it('let a person choose a new password, once, and end every session', async () => {
      const person = await signUp(momentum)

      const asked = await forgot(person.username)
      const token = await mailbox.token(momentum, person.email, '/reset-password')
      const done = await reset(token)
      const again = await reset(token)

      expect([asked.status, asked.text]).to.deep.equal([202, ''])
      expect(done.status).to.equal(204)
      expect([again.status, again.body.code]).to.deep.equal([422, 'token_invalid'])
      expect((await person.get('/me')).status).to.equal(401)
      expect((await login(person.username, goodPassword)).status).to.equal(401)
      expect((await login(person.username, newPassword)).status).to.equal(200)
    })

    it('confirm the address, since the mail arrived there', async () => {
      const person = await signUp(momentum)
      await forgot(person.email)

      await reset(await mailbox.token(momentum, person.email, '/reset-password'))

      const session = await signInAs(momentum, person, { password: newPassword })
      expect((await session.get('/me')).body.emailVerified).to.equal(true)
    })

    it('answer alike for nobody, and mail nothing', async () => {
      const before = mailbox.mails.length

      const answer = await forgot('nobody-at-all@example.org')

      await momentum.app.courier.flush()
      expect([answer.status, answer.text]).to.deep.equal([202, ''])
      expect(mailbox.mails.length).to.equal(before)
    })

    it('do not work after 30 minutes', async () => {
      const person = await signUp(momentum)
      await forgot(person.username)
      const token = await mailbox.token(momentum, person.email, '/reset-password')

      clock.advance(30 * minute)

      expect((await reset(token)).body.code).to.equal('token_invalid')
    })

    it('die with a change of the password', async () => {
      const person = await signUp(momentum)
      await forgot(person.username)
      const token = await mailbox.token(momentum, person.email, '/reset-password')

      await person.put('/auth/password', { currentPassword: goodPassword, password: newPassword })

      expect((await reset(token, 'yet another long passphrase')).body.code).to.equal('token_invalid')
    })

    it('die with a change of the e-mail address', async () => {
      const person = await signUp(momentum)
      await forgot(person.username)
      const token = await mailbox.token(momentum, person.email, '/reset-password')

      const email = `new-${person.email}`
      await person.put('/auth/email', { email, password: goodPassword })
      await momentum.guest.post('/auth/email/verify', {
        token: await mailbox.token(momentum, email, '/verify-email'),
      })

      expect((await reset(token)).body.code).to.equal('token_invalid')
    })

    it('refuse a bad password and keep the link good', async () => {
      const person = await signUp(momentum)
      await forgot(person.username)
      const token = await mailbox.token(momentum, person.email, '/reset-password')

      const bad = await reset(token, 'password123')

      expect([bad.status, bad.body.code]).to.deep.equal([422, 'password_refused'])
      expect((await reset(token)).status).to.equal(204)
    })

    it('take the address of the link from the settings, whatever the Host header says', async () => {
      const person = await signUp(momentum)
      // fetch sets Host itself; the other headers that frameworks build addresses from can be sent.
      await forgot(person.username, { 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' })

      const mails = await mailbox.to(momentum, person.email)

      const text = mails.map((mail) => mail.text).join()
      expect(text).to.contain(`${momentum.app.instance.publicUrl}/reset-password#token=`)
      expect(text).not.to.contain('evil.example')
    })
  })

  describe('PUT /auth/password', () => {
    it('needs the current one, ends the other sessions, keeps this one, and tells by mail', async () => {
      const person = await signUp(momentum)
      const other = await signInAs(momentum, person)

      const wrong = await person.put('/auth/password', { currentPassword: 'not it at all', password: newPassword })
      const right = await person.put('/auth/password', { currentPassword: goodPassword, password: newPassword })

      expect([wrong.status, wrong.body.code]).to.deep.equal([403, 'password_wrong'])
      expect(right.status).to.equal(204)
      expect((await other.get('/me')).status).to.equal(401)
      expect((await person.get('/me')).status).to.equal(200)
      const subjects = (await mailbox.to(momentum, person.email)).map((mail) => mail.subject)
      expect(subjects.at(-1)).to.equal('Your password for Momentum was changed')
    })

    it('refuses what is short, common, or the person’s own name, and says why', async () => {
      const person = await signUp(momentum, { username: 'katherine.j' })
      const reasons: string[] = []

      for (const password of ['short', 'password123', 'katherine.j1']) {
        const answer = await person.put('/auth/password', { currentPassword: goodPassword, password })
        reasons.push(`${answer.status} ${answer.body.reason}`)
      }

      expect(reasons).to.deep.equal(['422 too_short', '422 common', '422 personal'])
    })
  })
})
