import { expect } from 'chai'
import { endpoints } from '../../src/api/routes/index.ts'
import { manualClock, minute } from '../../src/lib/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMailbox } from '../support/mailbox.ts'
import { goodPassword, signUp } from '../support/people.ts'

/** What a stolen session must not be able to do, and how it is asked for with a password. */
const guarded: [method: string, path: string, body: (password: string) => Record<string, unknown>][] = [
  ['PUT', '/auth/password', (password) => ({ currentPassword: password, password: 'another horse, another battery' })],
  ['PUT', '/auth/email', (password) => ({ email: 'thief@example.org', password })],
  ['POST', '/auth/totp', (password) => ({ password })],
  ['POST', '/auth/totp/disable', (password) => ({ password })],
  ['POST', '/me/delete', (password) => ({ password })],
  ['DELETE', '/me', (password) => ({ password })],
]

describe('AN9: with a good token', () => {
  const mailbox = createMailbox()
  const clock = manualClock(Date.UTC(2026, 10, 23, 12))
  let momentum: TestApp
  let networks = 0

  before(async () => {
    momentum = await startTestApp({
      realHasher: true,
      clock,
      clients: { mailer: mailbox.mailer },
      settings: { RATE_LIMITS: 'on', TRUST_PROXY: 'loopback' },
    })
  })
  after(() => momentum.close())

  const join = () => {
    networks += 1
    return signUp(momentum, {}, { 'X-Forwarded-For': `198.51.${networks}.7` })
  }

  for (const [method, path, body] of guarded) {
    it(`${method} ${path} needs the password too, and changes nothing without`, async () => {
      const person = await join()
      const row = () => momentum.app.db.read.get('SELECT * FROM users WHERE id = $1', [person.id])
      const before = await row()
      const { password: _, currentPassword: __, ...without } = body('x')

      const none = await person.send(method, path, without)
      const wrong = await person.send(method, path, body('not the password'))

      expect(none.status).to.equal(422)
      expect([wrong.status, wrong.body.code]).to.deep.equal([403, 'password_wrong'])
      expect(await row()).to.deep.equal(before)
      expect((await person.get('/me')).status, 'the session goes on').to.equal(200)
    })

    it(`RL3: ${method} ${path} lets nobody guess: ten wrong ones, then 429 without a hash`, async () => {
      const person = await join()
      const statuses: number[] = []
      for (let turn = 0; turn < 10; turn += 1) {
        statuses.push((await person.send(method, path, body(`guess ${turn}`))).status)
      }
      const hashes = momentum.app.clients.hasher.count

      const next = await person.send(method, path, body(goodPassword))

      expect(statuses).to.deep.equal(Array(10).fill(403))
      expect([next.status, next.body.code]).to.deep.equal([429, 'rate_limited'])
      expect(momentum.app.clients.hasher.count).to.equal(hashes)
    })
  }

  it('RL3: the guesses at all of these are counted together, and over a restart', async () => {
    const person = await join()
    const statuses: number[] = []
    for (let turn = 0; turn < 10; turn += 1) {
      const [method, path, body] = guarded[turn % guarded.length]!
      statuses.push((await person.send(method, path, body('guess'))).status)
    }
    clock.advance(minute)
    await momentum.close()
    momentum = await startTestApp({
      realHasher: true,
      clock,
      database: momentum.database,
      clients: { mailer: mailbox.mailer },
      settings: { RATE_LIMITS: 'on', TRUST_PROXY: 'loopback' },
    })

    const [method, path, body] = guarded[0]!
    const next = await momentum.guest.send(method, path, body(goodPassword), {
      Authorization: `Bearer ${person.token}`,
    })

    expect(statuses).to.deep.equal(Array(10).fill(403))
    expect(next.status).to.equal(429)
  })
})

describe('RL3: guessing the token of a link', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ realHasher: true, settings: { RATE_LIMITS: 'on' } })
  })
  after(() => momentum.close())

  it('ends in 429, whichever of the links is tried', async () => {
    const token = 'x'.repeat(43)
    const tries: [string, Record<string, unknown>][] = [
      ['/auth/password/reset', { token, password: goodPassword }],
      ['/auth/email/verify', { token }],
      ['/login-alerts/answer', { token, answer: 'deny' }],
      ['/setup', { token, username: 'admin', email: 'a@example.org', password: goodPassword }],
    ]
    const statuses: number[] = []
    for (let turn = 0; turn < 24; turn += 1) {
      const [path, body] = tries[turn % tries.length]!
      statuses.push((await momentum.guest.post(path, body)).status)
    }

    expect(statuses).to.deep.equal([...Array(20).fill(422), ...Array(4).fill(429)])
  })

  it('is not made easier by another spelling of the address', async () => {
    const spellings = ['/API/V1/auth/login', '/api/v1/auth/login/', '/api/v1//auth/login', '/api/v1/auth/%6cogin']
    const body = { login: 'nobody.here', password: 'guess' }

    const answers = await Promise.all(
      spellings.map((path) =>
        fetch(momentum.url + path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    )

    const hashes = momentum.app.clients.hasher.count
    for (const answer of answers) expect(answer.status).to.be.oneOf([401, 404])
    expect(hashes).to.be.at.most(1)
  })
})

describe('AN12: a GET', () => {
  it('changes nothing, by construction: no GET endpoint has an effect', () => {
    const wrong = endpoints.filter((endpoint) => endpoint.method === 'get' && endpoint.effect !== undefined)

    expect(wrong.map((endpoint) => endpoint.path)).to.deep.equal([])
  })

  it('to the addresses that mailed links act on is refused', async () => {
    const momentum = await startTestApp({ realHasher: true })
    try {
      for (const path of ['/auth/email/verify', '/auth/password/reset', '/login-alerts/answer', '/setup']) {
        const answer = await momentum.guest.get(`${path}?token=${'x'.repeat(43)}`)

        expect([path, answer.status, answer.headers.get('allow')]).to.deep.equal([path, 405, 'POST'])
      }
    } finally {
      await momentum.close()
    }
  })
})

describe('RL4: sign-up', () => {
  it('is for five people an hour from one network', async () => {
    const momentum = await startTestApp({ realHasher: true, settings: { RATE_LIMITS: 'on' } })
    try {
      const statuses: number[] = []
      for (let turn = 0; turn < 6; turn += 1) {
        const username = `newcomer${turn}`
        const body = { username, email: `${username}@example.org`, password: goodPassword, acceptTerms: true }
        statuses.push((await momentum.guest.post('/auth/register', body)).status)
      }

      expect(statuses).to.deep.equal([201, 201, 201, 201, 201, 429])
    } finally {
      await momentum.close()
    }
  })

  it('says 429 with RateLimit headers and when to come back', async () => {
    const momentum = await startTestApp({ realHasher: true, settings: { RATE_LIMITS: 'on' } })
    try {
      let answer = await momentum.guest.post('/auth/register', {})
      for (let turn = 0; turn < 5; turn += 1) answer = await momentum.guest.post('/auth/register', {})

      expect(answer.status).to.equal(429)
      expect(answer.headers.get('ratelimit')).to.match(/^"signUp";r=0;t=\d+$/)
      expect(answer.headers.get('ratelimit-policy')).to.equal('"signUp";q=5;w=3600')
      expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 3600)
    } finally {
      await momentum.close()
    }
  })
})
