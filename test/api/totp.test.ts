import { expect } from 'chai'
import { TOTP } from 'otpauth'
import { manualClock, minute, second } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMailbox } from '../support/mailbox.ts'
import { goodPassword, signUp, type TestPerson } from '../support/people.ts'

describe('two-factor sign-in', () => {
  const mailbox = createMailbox()
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  let momentum: TestApp
  let networks = 0

  before(async () => {
    momentum = await startTestApp({
      clients: { mailer: mailbox.mailer },
      clock,
      settings: { RATE_LIMITS: 'on', TRUST_PROXY: 'loopback' },
    })
  })
  after(() => momentum.close())

  const fresh = () => {
    networks += 1
    return { 'X-Forwarded-For': `198.51.${networks}.7` }
  }
  const codeOf = (secret: string, offset = 0) =>
    new TOTP({ secret }).generate({ timestamp: clock.now() + offset * 30 * second })
  const login = (person: TestPerson, totp?: string) =>
    momentum.guest.post(
      '/auth/login',
      {
        login: person.username,
        password: goodPassword,
        deviceName: 'test phone',
        ...(totp === undefined ? {} : { totp }),
      },
      fresh(),
    )

  async function withTotp(): Promise<{ person: TestPerson; secret: string; recoveryCodes: string[] }> {
    const person = await signUp(momentum, {}, fresh())
    const { secret } = (await person.post('/auth/totp', { password: goodPassword })).body
    const confirmed = await person.post('/auth/totp/confirm', { code: codeOf(secret) })
    expect(confirmed.status, confirmed.text).to.equal(200)
    clock.advance(minute)
    return { person, secret, recoveryCodes: confirmed.body.recoveryCodes }
  }

  it('begins with a secret and an address for the app, and counts only once confirmed', async () => {
    const person = await signUp(momentum, {}, fresh())

    const begun = await person.post('/auth/totp', { password: goodPassword })

    expect(begun.body.secret).to.match(/^[A-Z2-7]{32}$/)
    expect(begun.body.url)
      .to.match(/^otpauth:\/\/totp\/Momentum:/)
      .and.to.contain(begun.body.secret)
    expect((await person.get('/me')).body.totpEnabled).to.equal(false)
    expect((await login(person)).status).to.equal(200)
  })

  it('asks for a code when the password was right, and takes it', async () => {
    const { person, secret } = await withTotp()

    const [without, wrong, right] = [
      await login(person),
      await login(person, codeOf(secret, 40)),
      await login(person, codeOf(secret)),
    ]

    expect([without.status, without.body.code]).to.deep.equal([401, 'totp_required'])
    expect([wrong.status, wrong.body.code]).to.deep.equal([401, 'totp_invalid'])
    expect(right.status).to.equal(200)
    expect(right.body.user.totpEnabled).to.equal(true)
  })

  it('does not say that a code is needed to whoever has the wrong password', async () => {
    const { person } = await withTotp()

    const answer = await momentum.guest.post('/auth/login', { login: person.username, password: 'wrong one' }, fresh())

    expect(answer.body.code).to.equal('invalid_credentials')
  })

  it('takes codes one step early and late, and no others', async () => {
    const outcomes: number[] = []
    for (const offset of [-2, -1, 1, 2]) {
      const { person, secret } = await withTotp()
      clock.advance(2 * minute)
      outcomes.push((await login(person, codeOf(secret, offset))).status)
    }

    expect(outcomes).to.deep.equal([401, 200, 200, 401])
  })

  it('takes each code once, also when it comes twice at the same moment', async () => {
    const { person, secret } = await withTotp()
    const code = codeOf(secret)

    const both = await Promise.all([login(person, code), login(person, code)])
    const later = await login(person, code)

    expect(both.map((answer) => answer.status).sort()).to.deep.equal([200, 401])
    expect(later.body.code).to.equal('totp_invalid')
  })

  it('does not take the code that confirmed it for a sign-in', async () => {
    const person = await signUp(momentum, {}, fresh())
    const { secret } = (await person.post('/auth/totp', { password: goodPassword })).body
    await person.post('/auth/totp/confirm', { code: codeOf(secret) })

    expect((await login(person, codeOf(secret))).body.code).to.equal('totp_invalid')
  })

  it('answers 429 after five wrong codes, from wherever they come', async () => {
    const { person, secret } = await withTotp()
    const statuses: number[] = []
    for (let turn = 0; turn < 6; turn += 1) statuses.push((await login(person, '000000')).status)

    const right = await login(person, codeOf(secret))

    expect(statuses).to.deep.equal([401, 401, 401, 401, 401, 429])
    expect(right.status).to.equal(429)
    expect(Number(right.headers.get('retry-after'))).to.be.within(1, 900)
    clock.advance(15 * minute)
    expect((await login(person, codeOf(secret))).status).to.equal(200)
  })

  it('takes a recovery code once, tells by mail, and keeps only hashes', async () => {
    const { person, recoveryCodes } = await withTotp()

    const [first, again] = [
      await login(person, recoveryCodes[3]!.toUpperCase()),
      await login(person, recoveryCodes[3]!),
    ]

    expect(recoveryCodes.length).to.equal(10)
    expect([first.status, again.status]).to.deep.equal([200, 401])
    const subjects = (await mailbox.to(momentum, person.email)).map((mail) => mail.subject)
    expect(subjects).to.include('A recovery code was used for Momentum')
    const rows = await momentum.app.db.read.all<{ codeHash: string }>(
      'SELECT code_hash FROM recovery_codes WHERE user_id = $1',
      [person.id],
    )
    expect(rows.length).to.equal(10)
    expect(JSON.stringify(rows)).not.to.contain(recoveryCodes[3]!.replaceAll('-', ''))
  })

  it('cannot be begun again, nor its secret read, once it is on', async () => {
    const { person, secret } = await withTotp()

    const again = await person.post('/auth/totp', { password: goodPassword })

    expect([again.status, again.body.code]).to.deep.equal([409, 'conflict'])
    const row = await momentum.app.db.read.get<{ totpSecret: string }>('SELECT totp_secret FROM users WHERE id = $1', [
      person.id,
    ])
    expect(row!.totpSecret).to.have.length.above(40).and.not.to.contain(secret)
    expect(JSON.stringify([(await person.get('/me')).body, (await person.get('/auth/sessions')).body])).not.to.contain(
      secret,
    )
  })

  it('is begun and switched off with the password alone, and tells by mail', async () => {
    const { person } = await withTotp()

    const wrongBegin = await person.post('/auth/totp', { password: 'not the password' })
    const wrong = await person.post('/auth/totp/disable', { password: 'not the password' })
    const none = await person.post('/auth/totp/disable', {})
    const right = await person.post('/auth/totp/disable', { password: goodPassword })

    expect([wrongBegin.status, wrong.status, none.status, right.status]).to.deep.equal([403, 403, 422, 204])
    expect((await login(person)).status).to.equal(200)
    const subjects = (await mailbox.to(momentum, person.email)).map((mail) => mail.subject)
    expect(subjects.slice(-2)).to.deep.equal([
      'Two-factor sign-in is on for Momentum',
      'Two-factor sign-in is off for Momentum',
    ])
  })

  it('has nothing to confirm before it is begun', async () => {
    const person = await signUp(momentum, {}, fresh())

    const answer = await person.post('/auth/totp/confirm', { code: '123456' })

    expect([answer.status, answer.body.code]).to.deep.equal([409, 'conflict'])
  })
})
