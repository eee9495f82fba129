import { Agent, request } from 'node:http'
import { expect } from 'chai'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/routes/index.ts'
import { startTestApp, type TestAnswer, type TestApp, type TestClient } from '../support/app.ts'
import { uploadPhoto } from '../support/uploads.ts'
import { type MatrixRow, rows } from './matrix/rows.ts'
import { type ActorName, actorNames, makeWorld, type World } from './matrix/world.ts'

// SAFETY.md AZ1 (G1), AZ3 (G2), AZ4: made from the endpoints themselves, so that a new route cannot be forgotten.

const nameOf = (endpoint: Endpoint): string => `${endpoint.method.toUpperCase()} ${endpoint.path}`
const takesAnId = (endpoint: Endpoint): boolean => endpoint.path.includes('{')
const isAdmin = (endpoint: Endpoint): boolean => endpoint.access === 'moderator' || endpoint.access === 'admin'

function fill(path: string, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? 'missing'))
}

function call(client: TestClient, route: string, values: Record<string, string>, body?: unknown): Promise<TestAnswer> {
  const [method, path] = route.split(' ') as [string, string]
  return client.send(method, fill(path, values), method === 'GET' ? undefined : body)
}

/** An answer without what differs from call to call. */
function comparable(answer: TestAnswer): unknown {
  const { requestId: _, ...body } = answer.body ?? {}
  return { status: answer.status, body, length: answer.headers.get('content-length') }
}

describe('The matrix of who may reach what (AZ1)', () => {
  let momentum: TestApp
  let world: World

  before(async () => {
    momentum = await startTestApp()
    world = await makeWorld(momentum)
  })
  after(() => momentum.close())

  it('has a row for every route that takes an id or a name', () => {
    const known = new Set(rows.map((row) => row.route))
    const routes = endpoints.filter((endpoint) => takesAnId(endpoint) && !isAdmin(endpoint)).map(nameOf)

    expect(routes.filter((route) => !known.has(route))).to.deep.equal([])
    expect(
      [...known].filter((route) => !routes.includes(route)),
      'rows without a route',
    ).to.deep.equal([])
  })

  for (const row of rows) {
    describe(row.route, () => {
      it('answers everybody for whom it does not exist as if it were not there', async () => {
        await checkHidden(world, row)
      })

      it('exists for the others, and nobody gets a 5xx', async () => {
        await checkExisting(world, row)
      })
    })
  }
})

async function checkHidden(world: World, row: MatrixRow): Promise<void> {
  const values = await row.make(world)
  for (const name of actorNames.filter((actor) => !row.existsFor.includes(actor))) {
    const foreign = await call(world.actors[name], row.route, values, row.body)
    const absent = await call(world.actors[name], row.route, row.nothing, row.body)
    const expected = name === 'anonymous' ? 401 : name === 'suspended' && !row.isRestricted ? 403 : 404
    expect(foreign.status, `${name}: ${foreign.text}`).to.equal(expected)
    expect(comparable(foreign), name).to.deep.equal(comparable(absent))
  }
}

async function checkExisting(world: World, row: MatrixRow): Promise<void> {
  for (const name of row.existsFor) {
    const answer = await call(world.actors[name], row.route, await row.make(world), row.body)
    const expected = row.answers?.[name]
    if (expected === undefined) expect(answer.status, `${name}: ${answer.text}`).to.be.within(200, 299)
    else expect(answer.status, `${name}: ${answer.text}`).to.equal(expected)
  }
}

describe('The operators’ routes (AZ3)', () => {
  let momentum: TestApp
  let world: World

  before(async () => {
    momentum = await startTestApp()
    world = await makeWorld(momentum)
  })
  after(() => momentum.close())

  const routes = endpoints.filter(isAdmin)

  it('are refused to everybody without the role, whatever the spelling of the path', async () => {
    const nothing = { id: '01a00000-0000-7000-8000-000000000000', name: 'nothing' }
    for (const endpoint of routes) {
      const route = nameOf(endpoint)
      const path = fill(endpoint.path, nothing)
      expect((await call(momentum.guest, route, nothing, {})).status, `anonymous ${route}`).to.equal(401)
      expect((await call(world.people.stranger, route, nothing, {})).status, `user ${route}`).to.equal(403)
      if (endpoint.access === 'admin') {
        expect((await call(world.people.moderator, route, nothing, {})).status, `moderator ${route}`).to.equal(403)
      }
      for (const spelling of spellingsOf(path)) {
        const status = await statusOf(momentum.url, endpoint.method, `/api/v1${spelling}`, world.people.stranger)
        expect(status, `${endpoint.method} ${spelling}`).to.be.oneOf([400, 403, 404, 405])
        if (endpoint.access !== 'admin') continue
        const asModerator = await statusOf(momentum.url, endpoint.method, `/api/v1${spelling}`, world.people.moderator)
        expect(asModerator, `moderator ${endpoint.method} ${spelling}`).to.be.oneOf([400, 403, 404, 405])
      }
    }
  })

  it('are open to those who have the role', async () => {
    const nothing = { id: '01a00000-0000-7000-8000-000000000000', name: 'nothing' }
    // The stream of events does not end; what becomes of it has tests of its own.
    for (const endpoint of routes.filter(({ takesOver }) => takesOver !== true)) {
      const route = nameOf(endpoint)
      for (const name of endpoint.access === 'admin' ? (['admin'] as const) : (['moderator', 'admin'] as const)) {
        const answer = await call(world.people[name], route, nothing, {})
        expect(answer.status, `${name} ${route} ${answer.text}`).to.be.oneOf([200, 201, 404, 422])
      }
    }
  })

  it('show a picture of the evidence to operators, and to nobody else: not to its author, nor to who reported it', async () => {
    const item = await uploadPhoto(world.people.owner)
    const post = await world.people.owner.post('/posts', { media: [item.id], caption: 'look' })
    const report = { subject: { type: 'post', id: post.body.id }, reason: 'nudity' }
    const filed = await world.people.stranger.post('/reports', report)
    const found = (await world.people.moderator.get(`/admin/cases/${filed.body.id}`)).body
    const [picture] = found.evidence[0].pictures
    const path = picture.url.replace('/api/v1', '')
    const expected: Record<ActorName, number> = {
      ...{ anonymous: 401, owner: 403, stranger: 403, follower: 403, blocked: 403, blocker: 403, suspended: 403 },
      ...{ moderator: 200, admin: 200 },
    }

    for (const name of actorNames) {
      for (const size of ['full', 'thumbnail']) {
        const answer = await world.actors[name].get(`${path}?size=${size}`)
        expect(answer.status, `${name} ${size}`).to.equal(expected[name])
      }
    }
  })

  it('are not opened by another method or an override header', async () => {
    for (const endpoint of routes) {
      const path = fill(endpoint.path, { id: '01a00000-0000-7000-8000-000000000000' })
      const method = endpoint.method.toUpperCase()
      const ask = (sent: string, headers: Record<string, string> = {}) =>
        statusOf(momentum.url, sent, `/api/v1${path}`, world.people.stranger, headers)
      if (method === 'GET') expect(await ask('HEAD'), path).to.equal(403)
      for (const name of overrides) {
        expect(await ask('GET', { [name]: method }), `${name}: ${method} ${path}`).to.be.oneOf([403, 405])
        expect(await ask('POST', { [name]: method }), `${name}: ${method} ${path}`).to.be.oneOf([403, 405])
      }
    }
  })
})

/** Headers by which some servers let a request be of another method than it says. */
const overrides = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']

/** Other ways to write a path, of which some servers and proxies make the same. */
function spellingsOf(path: string): string[] {
  return [
    `${path}/`,
    `/${path}`,
    path.toUpperCase(),
    path.replace('/admin', '/%61dmin'),
    path.replace('/admin', '/ADMIN'),
    path.replace('/admin', '//admin'),
    path.replace('/admin', '/admin/'),
    path.replace('/admin', '/./admin'),
    path.replace('/admin', '/%2e/admin'),
    path.replace('/admin', '/me/%2e%2e/admin'),
    path.replace('/admin', '/me/..%2fadmin'),
    path.replace('/admin', '/me/../admin'),
    path.replace('/admin', '\\admin'),
    path.replace('/admin', '/admin;a=b'),
    path.replace('/admin', '/admin%00'),
  ].filter((spelling) => spelling !== path)
}

/** Sends the path as it is written, which fetch would tidy up first. */
function statusOf(
  url: string,
  method: string,
  path: string,
  { token }: TestClient,
  headers: Record<string, string> = {},
): Promise<number> {
  const { hostname, port } = new URL(url)
  const authorization = { Authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, agent, headers: { ...headers, ...authorization } }, (got) =>
      got.resume().on('end', () => resolve(got.statusCode!)),
    )
    sent.on('error', reject).end()
  })
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

describe('Mass assignment (AZ4)', () => {
  let momentum: TestApp
  let world: World

  before(async () => {
    momentum = await startTestApp()
    world = await makeWorld(momentum)
  })
  after(() => momentum.close())

  const fields = ['role', 'id', 'createdAt', 'verified', 'isVerified', 'userId', 'counts', 'status', 'passwordHash']

  it('is refused by every route that takes a body, naming each field', async () => {
    const anything = { id: '01a00000-0000-7000-8000-000000000000' }
    for (const endpoint of endpoints) {
      if (endpoint.method === 'get' || endpoint.multipart !== undefined) continue
      const known = new Set(Object.keys((endpoint.body as { shape?: object } | undefined)?.shape ?? {}))
      const foreign = fields.filter((field) => !known.has(field))
      const client =
        endpoint.access === 'public' ? momentum.guest : isAdmin(endpoint) ? world.people.admin : world.people.owner
      const values = new Proxy(anything, { get: (target, key) => (key === 'username' ? 'm_stranger' : target.id) })
      const body = Object.fromEntries(foreign.map((field) => [field, 'admin']))
      const answer = await call(client, nameOf(endpoint), values as unknown as Record<string, string>, body)
      expect(answer.status, `${nameOf(endpoint)} ${answer.text}`).to.equal(422)
      const paths = answer.body.errors.map((error: { path: string }) => error.path)
      expect(paths, nameOf(endpoint)).to.include.members(foreign)
    }
  })
})
