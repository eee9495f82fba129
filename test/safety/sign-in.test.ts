import { expect } from 'chai'
import { createPasswordHasher } from '../../src/clients/hasher/index.ts'
import { day, manualClock, minute } from '../../src/lib/clock.ts'
import { startTestApp, type TestAnswer, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { createMailbox, type Mailbox } from '../support/mailbox.ts'
import { goodPassword, signInAs, signUp, type TestPerson } from '../support/people.ts'
import { soonMs } from '../support/soon.ts'

const start = Date.UTC(2026, 10, 23, 12)

/** What of an answer must not depend on whom it is about. */
function visible(answer: TestAnswer): unknown {
  const { requestId: _, ...body } = answer.body ?? {}
  const headers = [...answer.headers].filter(([name]) => !['date', 'x-request-id', 'ratelimit'].includes(name))
  return { status: answer.status, body, headers }
}

describe('AN2: passwords', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ realHasher: true })
  })
  after(() => momentum.close())

  const signsIn = async (login: string, password: string) =>
    (await momentum.guest.post('/auth/login', { login, password })).status

  for (const [what, password] of [
    ['64 code points', 'pä'.repeat(32)],
    ['200 code points', `${'xyzzy '.repeat(33)}ok`],
    ['spaces', '   three   spaces   between   '],
    ['emoji', '🌳🌳 walking in the woods 👩‍👩‍👧'],
    ['Arabic', 'كلمة سر طويلة جدا لا يعرفها أحد'],
  ] as const) {
    it(`of ${what} are taken, and every character counts`, async () => {
      const { username } = await signUp(momentum, { password })
      const shortened = [...password].slice(0, -1).join('')

      const [whole, cut, changed] = [
        await signsIn(username, password),
        await signsIn(username, shortened),
        await signsIn(username, `${shortened}?`),
      ]

      expect([whole, cut, changed]).to.deep.equal([200, 401, 401])
    })
  }

  it('are the same however the keyboard composes them, and differ in case', async () => {
    const password = 'Crème brûlée à volonté'
    const { username } = await signUp(momentum, { password: password.normalize('NFC') })

    const [decomposed, lower] = [
      await signsIn(username, password.normalize('NFD')),
      await signsIn(username, password.toLowerCase()),
    ]

    expect([decomposed, lower]).to.deep.equal([200, 401])
  })

  it('that are short, common, the user name or the name of the service are refused with the reason', async () => {
    const refusals: unknown[] = []
    for (const password of ['ninechars', 'password123', 'grace.hopper1', 'momentum2026!']) {
      const answer = await momentum.guest.post('/auth/register', {
        username: 'grace.hopper',
        email: 'grace@example.org',
        password,
        acceptTerms: true,
      })
      refusals.push([answer.status, answer.body.code, answer.body.reason])
    }

    expect(refusals).to.deep.equal([
      [422, 'password_refused', 'too_short'],
      [422, 'password_refused', 'common'],
      [422, 'password_refused', 'personal'],
      [422, 'password_refused', 'personal'],
    ])
  })
})

describe('AN5: a session ends', () => {
  const clock = manualClock(start)
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ realHasher: true, clock })
  })
  after(() => momentum.close())

  it('after 30 days without use', async () => {
    const person = await signUp(momentum)
    clock.advance(30 * day - minute)
    const within = await person.get('/auth/sessions')
    const unused = await signUp(momentum)
    clock.advance(31 * day)

    expect(within.status).to.equal(200)
    expect((await unused.get('/me')).status).to.equal(401)
  })

  it('after 90 days in all, however much it is used', async () => {
    const person = await signUp(momentum)
    const statuses = new Map<number, number>()
    for (let days = 10; days <= 90; days += 10) {
      clock.advance(10 * day)
      statuses.set(days, (await person.get('/me')).status)
      await momentum.app.sessions.touch()
    }

    expect([...statuses.values()]).to.deep.equal([200, 200, 200, 200, 200, 200, 200, 200, 401])
  })

  it('and is then in no list', async () => {
    const person = await signUp(momentum)
    clock.advance(31 * day)

    const again = await signInAs(momentum, person)

    expect((await again.get('/auth/sessions')).body.items.map((item: { id: string }) => item.id)).to.deep.equal([
      again.sessionId,
    ])
  })

  it('in every process at once when it is ended in one', async () => {
    const other = await startTestApp({ realHasher: true, clock, database: momentum.database })
    try {
      const person = await signUp(momentum)
      const there = () => other.guest.get('/me', { Authorization: `Bearer ${person.token}` })
      const before = (await there()).status
      await person.post('/auth/logout')

      expect(before).to.equal(200)
      await eventually(async () => (await there()).status === 401, { withinMs: soonMs, what: 'the end over there' })
      expect((await there()).status).to.equal(401)
    } finally {
      await other.close()
    }
  })
})

describe('AN6: with a wrong password', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ realHasher: true })
  })
  after(() => momentum.close())

  it('unknown, suspended, deleted and erasable accounts answer like any other, after the same one hash', async () => {
    const { db, clients } = momentum.app
    const logins: Record<string, string> = { unknown: 'nobody.here' }
    for (const [kind, status, eraseAfter] of [
      ['active', 'active', null],
      ['suspended', 'suspended', null],
      ['deleted', 'deleted', Date.now() + day],
      ['erasable', 'deleted', Date.now() - day],
    ] as const) {
      const person = await signUp(momentum)
      await db.transaction((unit) =>
        unit.run('UPDATE users SET status = $2, erase_after = $3 WHERE id = $1', [person.id, status, eraseAfter]),
      )
      logins[kind] = person.username
    }

    const answers: Record<string, unknown> = {}
    const hashes: Record<string, number> = {}
    for (const [kind, login] of Object.entries(logins)) {
      const before = clients.hasher.count
      answers[kind] = visible(await momentum.guest.post('/auth/login', { login, password: 'not the right password' }))
      hashes[kind] = clients.hasher.count - before
    }

    for (const kind of Object.keys(logins)) {
      expect(answers[kind], kind).to.deep.equal(answers.active)
      expect(hashes[kind], kind).to.equal(1)
    }
    expect(answers.active).to.deep.include({ status: 401 })
  })
})

describe('AN7: a forgotten password', () => {
  const logLines: string[] = []
  let mailbox: Mailbox
  let momentum: TestApp

  beforeEach(async () => {
    mailbox = createMailbox()
    momentum = await startTestApp({ realHasher: true, clients: { mailer: mailbox.mailer }, logLines })
  })
  afterEach(() => momentum.close())

  it('is asked for alike, and by the same one write, for known, unknown, unverified and suspended people', async () => {
    await momentum.app.courier.close()
    const known = await signUp(momentum)
    const unverified = await signUp(momentum)
    const suspended = await signUp(momentum)
    await momentum.app.db.transaction(async (unit) => {
      await unit.run('UPDATE users SET email_verified_at = 1 WHERE id = $1', [known.id])
      await unit.run(`UPDATE users SET status = 'suspended' WHERE id = $1`, [suspended.id])
    })

    const answers: unknown[] = []
    const units: number[] = []
    for (const login of [known.email, unverified.email, suspended.email, 'unknown@example.org']) {
      const before = momentum.app.db.stats().units
      answers.push(visible(await momentum.guest.post('/auth/password/forgot', { login })))
      units.push(momentum.app.db.stats().units - before)
    }

    for (const answer of answers) expect(answer).to.deep.equal(answers[0])
    expect(answers[0]).to.deep.include({ status: 202 })
    expect(units).to.deep.equal([1, 1, 1, 1])
  })

  it('mails suspended people like others', async () => {
    const suspended = await signUp(momentum)
    await momentum.app.db.transaction((unit) =>
      unit.run(`UPDATE users SET status = 'suspended' WHERE id = $1`, [suspended.id]),
    )

    await momentum.guest.post('/auth/password/forgot', { login: suspended.email })

    expect(await mailbox.token(momentum, suspended.email, '/reset-password')).to.have.length(43)
  })

  it('leaves no token in the log', async () => {
    const person = await signUp(momentum)
    await momentum.guest.post('/auth/password/forgot', { login: person.username })

    const token = await mailbox.token(momentum, person.email, '/reset-password')
    await momentum.guest.post('/auth/password/reset', { token, password: 'another horse, another battery' })

    expect(logLines.join('\n')).to.contain('/auth/password/reset').and.not.to.contain(token)
  })
})

describe('RL1: failed sign-ins', () => {
  const clock = manualClock(start)
  let momentum: TestApp
  let networks = 0

  before(async () => {
    momentum = await startTestApp({ realHasher: true, clock, settings: { RATE_LIMITS: 'on', TRUST_PROXY: 'loopback' } })
  })
  after(() => momentum.close())

  const fresh = () => {
    networks += 1
    return { 'X-Forwarded-For': `198.51.${networks}.7` }
  }
  const fail = (login: string, headers: Record<string, string> = fresh()) =>
    momentum.guest.post('/auth/login', { login, password: 'wrong password', deviceName: 'attacker' }, headers)
  const failures = async (count: number, login: string, headers?: Record<string, string>) => {
    const statuses: number[] = []
    for (let turn = 0; turn < count; turn += 1) statuses.push((await fail(login, headers)).status)
    return statuses
  }
  const owner = (person: TestPerson, headers: Record<string, string>, deviceName = 'test phone') =>
    momentum.guest.post('/auth/login', { login: person.username, password: goodPassword, deviceName }, headers)

  it('are ten for an account, from however many networks; then 429 without a hash, until 15 minutes are over', async () => {
    const person = await signUp(momentum, {}, fresh())
    const first = await failures(10, person.username)
    const hashes = momentum.app.clients.hasher.count

    const [byName, byMail] = [await fail(person.username), await fail(person.email)]

    expect(first).to.deep.equal(Array(10).fill(401))
    expect([byName.status, byName.body.code, byMail.status]).to.deep.equal([429, 'rate_limited', 429])
    expect(Number(byName.headers.get('retry-after'))).to.be.within(1, 900)
    expect(momentum.app.clients.hasher.count).to.equal(hashes)
    clock.advance(15 * minute)
    expect((await fail(person.username)).status).to.equal(401)
  })

  it('are ten also for a name that nobody has', async () => {
    const statuses = await failures(11, 'nobody.of.that.name')

    expect(statuses).to.deep.equal([...Array(10).fill(401), 429])
  })

  it('are ten also when they come all at once', async () => {
    const person = await signUp(momentum, {}, fresh())

    const answers = await Promise.all(Array.from({ length: 25 }, () => fail(person.username)))

    const statuses = answers.map((answer) => answer.status)
    expect(statuses.filter((status) => status === 401).length).to.equal(10)
    expect(statuses.filter((status) => status === 429).length).to.equal(15)
  })

  it('are ten from a network, for however many accounts', async () => {
    const headers = fresh()
    const statuses: number[] = []
    for (let turn = 0; turn < 12; turn += 1) statuses.push((await fail(`victim.${turn}`, headers)).status)

    expect(statuses).to.deep.equal([...Array(10).fill(401), 429, 429])
  })

  it('do not lock the owner out of a device and network they have signed in with', async () => {
    const home = fresh()
    const person = await signUp(momentum, {}, home)
    await failures(11, person.username)
    await failures(11, 'somebody.else', home)

    const [known, strange] = [await owner(person, home), await owner(person, fresh(), 'new phone')]

    expect([known.status, strange.status]).to.deep.equal([200, 429])
  })

  it('are ten for a known device too', async () => {
    const home = fresh()
    const person = await signUp(momentum, {}, home)
    const statuses: number[] = []
    for (let turn = 0; turn < 11; turn += 1) {
      const body = { login: person.username, password: 'wrong password', deviceName: 'test phone' }
      statuses.push((await momentum.guest.post('/auth/login', body, home)).status)
    }

    expect(statuses).to.deep.equal([...Array(10).fill(401), 429])
  })

  it('are forgotten when the owner is in', async () => {
    const person = await signUp(momentum, {}, fresh())
    await failures(9, person.username)
    await owner(person, fresh(), 'new phone')

    expect(await failures(10, person.username)).to.deep.equal(Array(10).fill(401))
  })

  it('after 100 in a row end sign-in on strange devices until a reset, however slowly they come', async () => {
    const home = fresh()
    const person = await signUp(momentum, {}, home)
    for (let round = 0; round < 10; round += 1) {
      expect(await failures(10, person.username)).to.deep.equal(Array(10).fill(401))
      clock.advance(16 * minute)
    }

    const locked = await owner(person, fresh(), 'new phone')
    const known = await owner(person, home)

    expect([locked.status, known.status]).to.deep.equal([429, 200])
  })

  it('RL8: are remembered over a restart', async () => {
    const person = await signUp(momentum, {}, fresh())
    await failures(10, person.username)
    await momentum.close()

    momentum = await startTestApp({
      realHasher: true,
      clock,
      database: momentum.database,
      settings: { RATE_LIMITS: 'on', TRUST_PROXY: 'loopback' },
    })

    expect((await fail(person.username)).status).to.equal(429)
  })
})

describe('RL2: a thousand accounts tried once each', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ realHasher: true, settings: { RATE_LIMITS: 'on' } })
  })
  after(() => momentum.close())

  for (const [from, header] of [
    ['one address', () => ({})],
    [
      'as many claimed addresses, when no proxy is trusted',
      (turn: number) => ({ 'X-Forwarded-For': `10.${turn >> 8}.${turn & 255}.1` }),
    ],
  ] as [string, (turn: number) => Record<string, string>][]) {
    it(`from ${from} reach the hash less than 30 times`, async () => {
      const before = momentum.app.clients.hasher.count
      for (let turn = 0; turn < 1000; turn += 50) {
        await Promise.all(
          Array.from({ length: 50 }, (_, index) =>
            momentum.guest.post(
              '/auth/login',
              { login: `victim${turn + index}`, password: 'guess' },
              header(turn + index),
            ),
          ),
        )
      }

      expect(momentum.app.clients.hasher.count - before).to.be.below(30)
    })
  }
})

describe('RL9: a flood of sign-ins', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clients: { hasher: createPasswordHasher({ maxParallel: 1, maxWaiting: 10 }) } })
  })
  after(() => momentum.close())

  it('is answered 503 beyond a bounded queue, while health answers', async () => {
    const flood = Array.from({ length: 50 }, () =>
      momentum.guest.post('/auth/login', { login: 'nobody.here', password: 'guess' }),
    )
    const health = await Promise.all(Array.from({ length: 10 }, () => momentum.guest.get('/health/live')))
    const answers = await Promise.all(flood)

    const refused = answers.filter((answer) => answer.status === 503)
    expect(answers.filter((answer) => answer.status === 401).length).to.be.at.least(11)
    expect(refused.length).to.be.at.least(20)
    expect(refused[0]!.headers.get('retry-after')).to.equal('2')
    expect(health.map((answer) => answer.status)).to.deep.equal(Array(10).fill(200))
  })
})
