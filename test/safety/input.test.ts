import { expect } from 'chai'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/routes/index.ts'
import { startTestApp, type TestApp, type TestClient } from '../support/app.ts'
import { signUp, type TestPerson } from '../support/people.ts'

// SAFETY.md IN1–IN4, OP17: whatever is sent, the answer is a problem, quickly, and says nothing of the inside.

const noId = '01a00000-0000-7000-8000-000000000000'

function path(endpoint: Endpoint): string {
  return endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'username' ? 'nobody_at_all' : noId))
}

const manyKeys = `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(',')}}`

/** Bodies that no client has reason to send, with the statuses they may be answered with. */
const hostileBodies: [name: string, body: string | Uint8Array, headers?: Record<string, string>][] = [
  ['a megabyte', `{"username":"${'a'.repeat(1_000_000)}"}`],
  ['40,000 levels', '['.repeat(40_000) + ']'.repeat(40_000)],
  ['100,000 keys', manyKeys],
  ['one key twice', '{"username":"a","username":"b"}'],
  ['a number out of range', '{"limit":1e999}'],
  ['half a surrogate pair', '{"username":"\\ud800"}'],
  ['a NUL', '{"username":"a\\u0000b"}'],
  ['bytes that are not UTF-8', Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['a list', '[]'],
  ['a word', '"text"'],
  ['null', 'null'],
  ['not JSON', '{username: a}'],
  ['an operator', '{"username":{"$ne":null}}'],
  ['a prototype', '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}'],
  ['another type', 'username=a', { 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['another charset', '{}', { 'Content-Type': 'application/json; charset=utf-7' }],
  ['a packed body', '{"a":1}', { 'Content-Encoding': 'gzip' }],
]

/** Words that appear in messages from the inside. */
const insides = /SQLITE|sequelize|node_modules|\bat .+:\d+:\d+|SELECT |INSERT |\.ts\b|postgres|ECONN/i

describe('Hostile bodies', () => {
  let momentum: TestApp
  let person: TestPerson

  before(async () => {
    momentum = await startTestApp()
    person = await signUp(momentum)
  })
  after(() => momentum.close())

  const writing = endpoints.filter((endpoint) => endpoint.method !== 'get' && endpoint.multipart === undefined)

  for (const [name, body, headers] of hostileBodies) {
    it(`${name}: a 4xx problem from every route`, async () => {
      for (const endpoint of writing) {
        if (endpoint.operation === 'logout') continue
        const client: TestClient = endpoint.access === 'public' ? momentum.guest : person
        const response = await fetch(client.address(path(endpoint)), {
          method: endpoint.method.toUpperCase(),
          headers: {
            'Content-Type': 'application/json',
            ...(client.token === undefined ? {} : { Authorization: `Bearer ${client.token}` }),
            ...headers,
          },
          body: body as RequestInit['body'],
        })
        const text = await response.text()
        const where = `${endpoint.method} ${endpoint.path}: ${response.status} ${text.slice(0, 200)}`
        expect(response.status, where).to.be.within(400, 499)
        expect(response.headers.get('content-type'), where).to.match(/^application\/problem\+json/)
        expect(text, where).not.to.match(insides)
      }
      expect(({} as { x?: unknown }).x, 'nothing was polluted').to.equal(undefined)
    })
  }

  it('spends less than 100 ms of processor on each', async () => {
    for (const [name, body, headers] of hostileBodies) {
      let best = Number.POSITIVE_INFINITY
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const started = process.cpuUsage()
        await fetch(momentum.guest.address('/auth/register'), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body: body as RequestInit['body'],
        }).then((response) => response.text())
        const { user, system } = process.cpuUsage(started)
        best = Math.min(best, (user + system) / 1000)
      }
      expect(best, name).to.be.lessThan(100)
    }
  })

  it('refuses queries that are lists, objects, unknown or sent twice', async () => {
    for (const query of [
      'limit=1&limit=2',
      'limit[$gt]=1',
      'limit=1e3',
      'nothing=1',
      'limit=0',
      'limit=101',
      'cursor[]=a',
    ]) {
      const answer = await person.get(`/users?query=ada&${query}`)
      expect(answer.status, query).to.equal(422)
    }
  })

  it('refuses a cursor that was forged, or made for another list', async () => {
    const bodies = ['AAAA', 'x'.repeat(200), Buffer.from('{"id":"1"}').toString('base64url')]
    for (const cursor of bodies) {
      for (const endpoint of endpoints) {
        if (endpoint.method !== 'get' || endpoint.access !== 'person' || endpoint.path.includes('{')) continue
        if (!Object.hasOwn(endpoint.query?.shape ?? {}, 'cursor')) continue
        const required = Object.hasOwn(endpoint.query!.shape, 'query') ? '&query=ada' : ''
        const answer = await person.get(`${endpoint.path}?cursor=${cursor}${required}`)
        expect(answer.status, `${endpoint.path} ${answer.text}`).to.equal(422)
      }
    }
  })

  it('keeps SQL in texts as text', async () => {
    const texts = ["' OR 1=1 --", "'; DROP TABLE users; --", '" OR ""="', '1) UNION SELECT password_hash FROM users --']
    for (const text of texts) {
      const edited = await person.patch('/me', { bio: text })
      expect(edited.body.bio).to.equal(text)
      const found = await person.get(`/users?query=${encodeURIComponent(text)}`)
      expect(found.status, found.text).to.be.oneOf([200, 422])
    }
    expect((await person.get('/me')).status).to.equal(200)
  })
})
