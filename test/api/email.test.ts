import { expect } from 'chai'
import { day, hour, manualClock } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMailbox } from '../support/mailbox.ts'
import { goodPassword, signUp } from '../support/people.ts'

describe('e-mail addresses', () => {
  const mailbox = createMailbox()
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clients: { mailer: mailbox.mailer }, clock })
  })
  after(() => momentum.close())

  const verify = (token: string) => momentum.guest.post('/auth/email/verify', { token })

  it('are confirmed by the link that sign-up mails, once', async () => {
    const person = await signUp(momentum)
    const token = await mailbox.token(momentum, person.email, '/verify-email')

    const [before, done, again] = [(await person.get('/me')).body, await verify(token), await verify(token)]

    expect(before.emailVerified).to.equal(false)
    expect([done.status, again.status, again.body.code]).to.deep.equal([204, 422, 'token_invalid'])
    expect((await person.get('/me')).body.emailVerified).to.equal(true)
  })

  it('are not confirmed after 24 hours; the link can be had again', async () => {
    const person = await signUp(momentum)
    const first = await mailbox.token(momentum, person.email, '/verify-email')
    clock.advance(day)

    const late = await verify(first)
    const asked = await person.post('/auth/email/resend')
    const second = await mailbox.token(momentum, person.email, '/verify-email')

    expect(late.body.code).to.equal('token_invalid')
    expect(asked.status).to.equal(202)
    expect((await verify(second)).status).to.equal(204)
  })

  it('change when the new one is confirmed; the old one is told before and after', async () => {
    const person = await signUp(momentum)
    const email = `changed-${person.email}`

    const asked = await person.put('/auth/email', { email, password: goodPassword })
    const between = (await person.get('/me')).body
    await verify(await mailbox.token(momentum, email, '/verify-email'))

    const after = (await person.get('/me')).body
    expect(asked.status).to.equal(202)
    expect([between.email, between.pendingEmail]).to.deep.equal([person.email, email])
    expect([after.email, after.pendingEmail, after.emailVerified]).to.deep.equal([email, null, true])
    const told = (await mailbox.to(momentum, person.email)).slice(-2)
    expect(told.map((mail) => mail.subject)).to.deep.equal([
      'A new e-mail address for your Momentum account',
      'Your Momentum account has a new e-mail address',
    ])
    expect(told[0]!.text).to.contain('c…@example.org').and.not.to.contain(email)
  })

  it('do not change without the password, nor to one that is taken', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]

    const wrong = await ada.put('/auth/email', { email: 'new@example.org', password: 'not the password' })
    const taken = await ada.put('/auth/email', { email: bela.email.toUpperCase(), password: goodPassword })

    expect([wrong.status, wrong.body.code]).to.deep.equal([403, 'password_wrong'])
    expect([taken.status, taken.body.code]).to.deep.equal([409, 'email_taken'])
    expect((await ada.get('/me')).body.pendingEmail).to.equal(null)
  })

  it('belong to whoever confirms first', async () => {
    const [ada, bela] = [await signUp(momentum), await signUp(momentum)]
    const email = 'wanted-by-two@example.org'
    await ada.put('/auth/email', { email, password: goodPassword })
    const ofAda = await mailbox.token(momentum, email, '/verify-email')
    await bela.put('/auth/email', { email, password: goodPassword })
    const ofBela = await mailbox.token(momentum, email, '/verify-email')

    const [first, second] = [await verify(ofBela), await verify(ofAda)]

    expect([first.status, second.status, second.body.code]).to.deep.equal([204, 409, 'email_taken'])
    expect((await ada.get('/me')).body.email).to.equal(ada.email)
  })

  it('get at most three mails an hour, whatever they are about; the rest waits', async () => {
    const person = await signUp(momentum)
    for (let turn = 0; turn < 6; turn += 1) {
      await person.post('/auth/email/resend')
      await momentum.guest.post('/auth/password/forgot', { login: person.username })
      await momentum.guest.post('/auth/password/forgot', { login: person.email })
      await momentum.app.courier.flush()
    }
    for (const [currentPassword, password] of [
      [goodPassword, 'another horse, another battery'],
      ['another horse, another battery', goodPassword],
    ]) {
      await person.put('/auth/password', { currentPassword, password })
    }

    const within = (await mailbox.to(momentum, person.email)).length
    clock.advance(hour)
    const later = (await mailbox.to(momentum, person.email)).slice(within)

    expect(within).to.equal(3)
    expect(later.length).to.be.within(1, 3)
    expect(later.map((mail) => mail.subject)).to.include('Your password for Momentum was changed')
  })

  it('leave room for what their owner must know, however often others ask for mails', async () => {
    const person = await signUp(momentum)
    for (let turn = 0; turn < 5; turn += 1) {
      await momentum.guest.post('/auth/password/forgot', { login: person.username })
      await momentum.app.courier.flush()
    }

    await person.put('/auth/password', { currentPassword: goodPassword, password: 'another horse, another battery' })

    const subjects = (await mailbox.to(momentum, person.email)).map((mail) => mail.subject)
    expect(subjects.at(-1)).to.equal('Your password for Momentum was changed')
  })
})
