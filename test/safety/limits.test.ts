import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { type Limit, type LimitName, limits } from '../../src/api/limits.ts'
import { endpoints } from '../../src/api/routes/index.ts'
import { manualClock } from '../../src/lib/clock.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/app.ts'
import { signUp } from '../support/people.ts'

// SAFETY.md RL5: each limit that is written down is enforced, and `RateLimit` is true to the second. The limits are those
// of the table, and each is tried on a route that names it, so that a new one is held to this by itself.

// Runs once: nothing of it is stored in the database.

const clock = manualClock(Date.parse('2026-11-23T12:00:00Z'))
let networks = 0

/** A network nobody came from before, for what is counted by network. */
function newNetwork(): Record<string, string> {
  networks += 1
  return { 'X-Forwarded-For': `198.51.${networks}.7` }
}

describe('Written limits (RL5)', () => {
  let momentum: TestApp

  before(async () => {
    momentum = await startTestApp({ clock, settings: { RATE_LIMITS: 'on', TRUST_PROXY: 'loopback' } })
  })
  after(() => momentum.close())

  for (const [name, limit] of Object.entries(limits) as [LimitName, Limit][]) {
    it(`${name}: ${limit.points} in ${limit.windowSeconds} s, then 429 until that is over to the second`, async () => {
      const ask = await asker(momentum, name)
      const policy = `"${name}";q=${limit.points};w=${limit.windowSeconds}`

      const answers = [await ask()]
      await spendAllBut(momentum, name, 2, ask, answers)
      answers.push(await ask(), await ask())
      const refused = await ask()
      clock.advance((limit.windowSeconds - 1) * 1000)
      const stillRefused = await ask()
      clock.advance(1000)
      const anew = await ask()

      expect(answers.map(({ status }) => status)).not.to.include(429)
      expect(answers.at(0)!.headers.get('ratelimit')).to.equal(
        `"${name}";r=${limit.points - 1};t=${limit.windowSeconds}`,
      )
      expect(answers.at(-2)!.headers.get('ratelimit')).to.equal(`"${name}";r=1;t=${limit.windowSeconds}`)
      expect(answers.at(-1)!.headers.get('ratelimit')).to.equal(`"${name}";r=0;t=${limit.windowSeconds}`)
      for (const [answer, seconds] of [
        [refused, limit.windowSeconds],
        [stillRefused, 1],
      ] as const) {
        expect([answer.status, answer.body.code]).to.deep.equal([429, 'rate_limited'])
        expect(answer.headers.get('retry-after')).to.equal(String(seconds))
        expect(answer.headers.get('ratelimit')).to.equal(`"${name}";r=0;t=${seconds}`)
        expect(answer.headers.get('ratelimit-policy')).to.equal(policy)
      }
      expect(anew.status).not.to.equal(429)
      expect(anew.headers.get('ratelimit')).to.equal(answers[0]!.headers.get('ratelimit'))
      expect(anew.headers.get('ratelimit-policy')).to.equal(policy)
    })
  }

  it('count each person and each network by itself', async () => {
    const [one, other] = [await asker(momentum, 'exports'), await asker(momentum, 'exports')]
    for (let turn = 0; turn < limits.exports.points; turn += 1) await one()

    expect([(await one()).status, (await other()).status === 429]).to.deep.equal([429, false])
  })

  it('are named by a route, or count every call', () => {
    const named = new Set(endpoints.flatMap((endpoint) => endpoint.limits))

    expect(Object.keys(limits).filter((name) => !named.has(name as LimitName))).to.deep.equal(['general', 'anonymous'])
  })
})

/** Calls a route under that limit again and again, as one person or from one network, with nothing that it could do. */
async function asker(momentum: TestApp, name: LimitName): Promise<() => Promise<TestAnswer>> {
  const headers = newNetwork()
  const isPublic = limits[name].by === 'network'
  const client: TestClient & { id?: string } = isPublic ? momentum.guest : await signUp(momentum, {}, headers)
  owners.set(name, client.id)
  if (name === 'general') return () => client.get('/me', headers)
  if (name === 'anonymous') return () => client.get('/instance', headers)
  const endpoint = endpoints.find((one) => fits(one, name, isPublic))
  expect(endpoint, `a route with the limit ${name}`).not.to.equal(undefined)
  const path = endpoint!.path.replaceAll(/\{\w+\}/g, randomUUID())
  const method = endpoint!.method.toUpperCase()
  return () => client.send(method, path, method === 'GET' ? undefined : {}, headers)
}

const owners = new Map<LimitName, string | undefined>()

function fits({ limits: named, access }: Endpoint, name: LimitName, isPublic: boolean): boolean {
  return named.at(-1) === name && access !== 'moderator' && access !== 'admin' && (access === 'public') === isPublic
}

/** Calls until only so many are left; most of those of a wide limit of a person are taken from its counter at once. */
async function spendAllBut(
  momentum: TestApp,
  name: LimitName,
  left: number,
  ask: () => Promise<TestAnswer>,
  answers: TestAnswer[],
): Promise<void> {
  const limit = limits[name]
  const most = limit.points - left - 1
  const owner = owners.get(name)
  if (most > 20 && owner !== undefined) {
    await momentum.app.clients.limiter.consume(`${name}:${owner}`, limit, most)
    return
  }
  for (let turn = 0; turn < most; turn += 1) answers.push(await ask())
}
