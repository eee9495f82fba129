import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import fc from 'fast-check'
import { startTestApp, type TestApp, type TestClient } from '../support/app.ts'
import { type ArbitraryRequest, arbitraryRequests } from '../support/arbitrary-requests.ts'
import { signUpCrowd } from '../support/crowd.ts'
import { goodPassword, signInAs, type TestPerson } from '../support/people.ts'
import { makeCast } from './traces/cast.ts'
import { traceMakers } from './traces/index.ts'

// SAFETY.md G3, OP17: requests made from the OpenAPI document, right ones and spoiled ones, by people and operators over
// real content. None is answered 5xx, none contradicts the document (every answer is held against it by `startTestApp`),
// and no answer tells of the inside. A failure prints the seed that repeats it.

const isGate = process.env.MOMENTUM_GATE !== undefined
const seeds = isGate ? [1, 2, 3, 4, 5] : [20_261_127]
const requestsPerSeed = isGate ? 4000 : 1500

/** What would end the run's own sessions or hand the server over, or takes the limits' whole budget of mail. */
const without = ['logout', 'endOtherSessions', 'setUp', 'importSecrets']

const insides = /SQLITE|sequelize|node_modules|\bat .+:\d+:\d+|SELECT .+ FROM|INSERT INTO|\.ts:\d|ECONN|syntax error/i

const { text, user_names: userNames } = JSON.parse(
  readFileSync(new URL('../fixtures/media-corpus/names/hostile.json', import.meta.url), 'utf8'),
) as Record<string, string[]>

describe('Requests made from the document', function () {
  this.timeout(isGate ? 3_600_000 : 300_000)
  let momentum: TestApp
  let document: Record<string, unknown>
  let ids: string[]
  let usernames: string[]
  let spare: TestPerson[]
  let admin: TestClient
  const statuses = new Map<string, Set<number>>()

  before(async () => {
    momentum = await startTestApp()
    const cast = await makeCast(momentum)
    for (const make of traceMakers) await make(cast)
    document = (await momentum.guest.get('/api/openapi.json')).body
    const crowd = await signUpCrowd(momentum, 40, 'fuzz')
    spare = crowd.slice(10)
    usernames = [...[cast.ada, cast.bela, cast.carla, ...crowd.slice(0, 4)].map((one) => one.username), 'nobody_here']
    ids = await harvestIds(cast.ada)
    const token = (await momentum.app.setupLink())!.split('=')[1]
    const body = { token, username: 'fuzz_admin', email: 'fuzz_admin@example.org', password: goodPassword }
    expect((await momentum.guest.post('/setup', body)).status).to.be.oneOf([200, 201])
    admin = await signInAs(momentum, { username: 'fuzz_admin' })
  })
  after(() => momentum.close())

  async function harvestIds(person: TestPerson): Promise<string[]> {
    const found = new Set(['01a00000-0000-7000-8000-000000000000', person.id])
    for (const path of ['/feed', '/explore', '/conversations', '/me/bookmarks', '/sync?since=0', '/reports'])
      for (const id of (await person.get(path)).text.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}/g) ?? [])
        found.add(id)
    return [...found].slice(0, 60)
  }

  /** Somebody with a session; whoever loses theirs on the way is replaced. */
  let person: TestPerson | undefined
  async function send(request: ArbitraryRequest, as: 'person' | 'admin' | 'guest'): Promise<void> {
    person ??= spare.pop()
    const client = as === 'guest' ? momentum.guest : as === 'admin' ? admin : person!
    const answer = await client.send(request.method, request.path.replace(/^\/api\/v1/, ''), request.body)
    const shown = `${as}: ${request.method} ${request.path} ${JSON.stringify(request.body)?.slice(0, 400)}\n  -> ${answer.status} ${answer.text.slice(0, 300)}`
    expect(answer.status, shown).to.be.below(500)
    if (answer.status >= 400) {
      expect(answer.headers.get('content-type'), shown).to.match(/^application\/problem\+json/)
      expect(answer.body, shown).to.include.keys('code', 'status', 'requestId')
      expect(answer.text, shown).not.to.match(insides)
    }
    statuses.set(request.operation, (statuses.get(request.operation) ?? new Set()).add(answer.status))
    if (answer.status === 401 && as === 'person') person = spare.pop() ?? person
  }

  for (const seed of seeds) {
    it(`${requestsPerSeed} of them (seed ${seed}) are answered in order`, async () => {
      const known = { ids, usernames, hostile: [...text!, ...userNames!, 'words of a person'], without }
      const requests = fc.sample(arbitraryRequests(document, known), { numRuns: requestsPerSeed, seed })
      for (const [index, request] of requests.entries()) {
        const isForOperators = request.path.startsWith('/api/v1/admin')
        const others = index % 11 === 0 ? 'guest' : 'person'
        await send(request, isForOperators && index % 5 !== 0 ? 'admin' : others)
      }
    })
  }

  it('reached most operations, and most of those with something that was right', () => {
    const succeeded = [...statuses.values()].filter((seen) => [...seen].some((status) => status < 300)).length

    expect(statuses.size, 'operations that were tried').to.be.greaterThan(120)
    expect(succeeded, 'operations that once did what was asked').to.be.greaterThan(50)
  })
})
