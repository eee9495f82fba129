import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { expect } from 'chai'
import { connectConsoleApi } from '../../../src/cli/console/connect-console-api.ts'
import { connectOverHttp } from '../../../src/cli/http-connection.ts'
import { runCommand } from '../../support/command-line.ts'
import { eventually } from '../../support/eventually.ts'
import { type FakeAdminServer, problem, startFakeAdminServer } from '../../support/fake-admin-server.ts'
import { type ConsoleOnScreen, openConsoleOnScreen } from '../../support/open-console-on-screen.ts'

const at = '2026-11-23T11:00:00.000Z'
const ada = { id: 'ada', username: 'ada' }
const piece = { type: 'post', url: null, pictures: [], at }
const user = {
  ...ada,
  displayName: 'Ada Lovelace',
  email: 'ada@example.org',
  emailVerified: true,
  role: 'user',
  status: 'active',
  statusUntil: null,
  verified: false,
  createdAt: at,
  lastSeenAt: at,
  counts: { posts: 3, followers: 2, following: 1, reports: 1, strikes: 2 },
}
const content = {
  id: 'p1',
  author: ada,
  text: 'buy followers',
  state: 'visible',
  createdAt: at,
  editedAt: null,
  hiddenAt: null,
  counts: { reactions: 1, comments: 2, reports: 0 },
  sensitive: false,
  media: [],
}
const found = {
  id: 'c1',
  subject: { type: 'post', id: 'p1', name: 'a post of ada' },
  reason: 'spam',
  state: 'open',
  reports: 2,
  claimedBy: { name: 'olga' },
  claimedUntil: '2026-11-23T12:30:00.000Z',
  dueAt: null,
  createdAt: at,
  resolvedAt: null,
}
const quota = {
  day: '2026-11-23',
  resetsAt: at,
  buckets: [{ name: 'queries', used: 40, limit: 100, planned: null, resetsAt: at, by: [] }],
}
const page = (...items: unknown[]) => ({ body: { items, nextCursor: null } })

/** What the admin API answers, in its own shapes. */
const answers: Record<string, { body: unknown }> = {
  'GET /admin/stats': {
    body: {
      counts: { users: 5 },
      rates: { requestsPerSecond: 12.5 },
      online: 4,
      queueDepth: 1,
      queue: [],
      eventLoopLagMs: 2,
      disk: { free: 30e9, size: 100e9 },
      quota,
      jobs: { failing: [], paused: [] },
    },
  },
  'GET /instance': { body: { rules: ['Be kind.', 'Nothing illegal.', 'No spam.'] } },
  'GET /admin/users': page(user),
  'GET /admin/users/ada': {
    body: {
      ...user,
      bio: 'rows boats',
      sessions: [{ id: 's', deviceName: 'Pixel', ip: '192.0.2.1', createdAt: at, lastSeenAt: at }],
      logins: [{ at, ip: '192.0.2.1', deviceName: 'Pixel', outcome: 'ok' }],
      reports: [found],
      filed: [],
      notes: [{ id: 'n', author: ada, text: 'was asked to stop', createdAt: at }],
      strikes: [{ id: 'st', action: 'warn', reason: 'insult', by: 'olga', createdAt: at, expiresAt: null }],
    },
  },
  'GET /admin/posts': page(content),
  'GET /admin/comments': page({ ...content, id: 'k1' }),
  'GET /admin/messages': page({ ...content, id: 'm1', conversationId: 'v1', to: null }),
  'GET /admin/cases': page(found),
  'GET /admin/cases/c1': {
    body: {
      ...found,
      evidence: [
        { ...piece, author: { id: 'eve', username: 'eve' }, text: 'before it', reported: false },
        { ...piece, author: ada, text: 'buy followers', reported: true },
      ],
      filed: [
        {
          id: 'f',
          reporter: { id: 'eve', username: 'eve' },
          reason: 'spam',
          comment: 'again',
          accuracy: 0.5,
          createdAt: at,
        },
      ],
      earlier: [],
      history: [],
    },
  },
  'POST /admin/cases/c1/claim': { body: { ...found, auditId: null } },
  'GET /admin/appeals': page({
    id: 'a1',
    person: ada,
    action: { id: 'x', type: 'hide', reason: 'spam', by: 'olga', createdAt: at },
    text: 'why',
    state: 'open',
    createdAt: at,
    decidedAt: null,
  }),
  'GET /admin/videos': page({
    id: 'v-1_x',
    title: 'Boat in a storm',
    channel: 'Sea TV',
    kind: 'short',
    category: 'music',
    region: 'DE',
    state: 'visible',
    views: '1200',
    durationMs: 31_000,
    publishedAt: at,
    fetchedAt: at,
    because: 'a chart of DE',
    url: 'https://www.youtube.com/shorts/v-1_x',
  }),
  'GET /admin/jobs': page({
    name: 'media-sweep',
    schedule: '0 3 * * *',
    state: 'idle',
    progress: null,
    lastRun: null,
    nextRunAt: at,
  }),
  'GET /admin/jobs/media-sweep/runs': page({
    id: 'r',
    job: 'media-sweep',
    outcome: 'ok',
    startedAt: at,
    finishedAt: at,
    durationMs: 5,
    counts: { removed: 7 },
    quotaUsed: 0,
    error: null,
  }),
  'GET /admin/quota': { body: quota },
  'GET /admin/filters': page({
    id: 'f1',
    kind: 'word',
    pattern: 'followers',
    effect: 'hold',
    matches: 3,
    createdBy: 'olga',
    createdAt: at,
  }),
  'POST /admin/filters/test': {
    body: {
      checked: 500,
      matched: 2,
      items: [{ type: 'post', id: 'p1', author: ada, text: 'buy followers', createdAt: at }],
    },
  },
  'GET /admin/audit': page({
    id: 'e1',
    at,
    actor: 'olga',
    door: 'cli',
    action: 'user.warn',
    subject: { type: 'user', ...ada, name: 'ada' },
    reason: 'spam',
    before: { status: 'active' },
    after: { status: 'warned' },
    undoable: true,
    undoneBy: null,
  }),
  'GET /admin/log': page({ id: '7', at, level: 'warn', message: 'slow query', fields: 'ms=900' }),
  'GET /admin/settings': page({
    name: 'registration',
    value: 'open',
    default: 'open',
    description: 'Who may sign up.',
    changedAt: null,
  }),
}

describe('the console over the admin API', () => {
  let server: FakeAdminServer
  let streams: ServerResponse[]
  let opened: ConsoleOnScreen[]

  beforeEach(async () => {
    server = await startFakeAdminServer()
    streams = []
    opened = []
    for (const [route, answer] of Object.entries(answers)) server.on(route, answer)
    server.on('GET /admin/events', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write(':\n\n')
      streams.push(response)
      return null
    })
  })

  afterEach(async () => {
    for (const one of opened) await one.quit()
    for (const stream of streams) stream.end()
    await server.close()
  })

  function open(screen: string, id?: string) {
    const socketPath = join(server.dataFolder, 'momentum.sock')
    const connection = connectOverHttp({ kind: 'socket', socketPath, operator: 'olga', where: 'this machine' })
    const api = connectConsoleApi(connection)
    const one = openConsoleOnScreen({
      at: screen,
      columns: 200,
      rows: 30,
      server: api,
      ...(id === undefined ? {} : { id }),
    })
    opened.push(one)
    return one
  }

  const shown: [screen: string, id: string | undefined, ...signs: RegExp[]][] = [
    ['pulse', undefined, /requests +13 \/s/, /1 open cases/, /queries .*40\/100/, /media-sweep/, /30\.0 GB free/],
    [
      'triage',
      undefined,
      /post of ada · yours until 12:30/,
      /│ before it[\s\S]*▌ buy followers/,
      /ada · here .* 2 strikes · reported 1×/,
      /eve · 50 % of theirs upheld .*again/,
      /3 No spam\./,
    ],
    ['users', undefined, /ada +Ada Lovelace +active/],
    ['user', 'ada', /ada@example\.org +confirmed/, /rows boats/],
    ['posts', undefined, /ada +visible +buy followers/],
    ['comments', undefined, /ada +visible +buy followers/],
    ['appeals', undefined, /ada +hide +spam +open +why/],
    ['videos', undefined, /Boat in a storm +Sea TV +short +music/, /https:\/\/www\.youtube\.com\/shorts\/v-1_x/],
    ['jobs', undefined, /media-sweep +idle/],
    ['jobs', 'media-sweep', /ok +5 ms .*removed 7/],
    ['quota', undefined, /40 of 100/],
    ['filters', undefined, /word +followers +hold +3 olga/],
    ['audit', undefined, /olga +cli +user\.warn +ada +spam/, /"status":"warned"/],
    ['log', undefined, /warn +slow query ms=900/],
    ['settings', undefined, /registration +open +open/],
  ]
  for (const [screen, id, ...signs] of shown) {
    it(`shows ${screen}${id === undefined ? '' : ` of ${id}`} as the server answers it`, async () => {
      const one = open(screen, id)

      for (const sign of signs) await one.screen.shows(sign)
    })
  }

  const acts: [screen: string, ready: RegExp, keys: (string | RegExp)[]][] = [
    ['users', /Lovelace/, ['w', 'spam', '\r']],
    ['users', /Lovelace/, ['m', 'spam', '\r']],
    ['users', /Lovelace/, ['s', 'rude words', '\t', '\u0015forever', '\t', 'ada', '\r']],
    ['users', /Lovelace/, ['r', 'mistake', '\r']],
    ['users', /Lovelace/, ['v', 'letter', '\r']],
    ['users', /Lovelace/, ['x', 'stolen phone', '\r']],
    ['users', /Lovelace/, ['p', 'stolen phone', '\t', 'ada', '\r']],
    ['users', /Lovelace/, ['d', 'asked', '\t', 'ada', '\r']],
    ['users', /Lovelace/, ['n', "wrote to us, it's ticket 12", '\r']],
    ['posts', /followers/, ['h', 'spam', '\r']],
    ['posts', /followers/, ['r', 'mistake', '\r']],
    ['comments', /followers/, ['d', 'spam', '\t', 'k1', '\r']],
    ['triage', /yours until/, ['3', 'm', 'a']],
    ['triage', /yours until/, ['1', 'n', 'seen before', '\r', /“seen before”/, 'a']],
    ['triage', /yours until/, ['D']],
    ['appeals', /why/, ['U', 'right', '\r']],
    ['appeals', /why/, ['O', 'wrong', '\r']],
    ['videos', /storm/, ['h', 'rude', '\r']],
    ['videos', /storm/, ['r', 'fine', '\r']],
    ['jobs', /media-sweep/, ['X', 'disk full', '\r']],
    ['jobs', /media-sweep/, ['z', 'disk full', '\r']],
    ['filters', /followers/, ['N', '\t', 'free money', '\t', '\t', 'scam', '\r']],
    ['filters', /followers/, ['d', 'too wide', '\r']],
    ['settings', /registration/, ['e', '\u0015', 'invite', '\t', 'flood', '\r']],
    ['audit', /user\.warn/, ['u', 'wrong person', '\r']],
  ]
  for (const [screen, ready, keys] of acts) {
    it(`does on ${screen} by ${JSON.stringify(keys.join(' '))} what the command that it shows does`, async () => {
      const done: { method: string; path: string; body: unknown }[] = []
      const isAct = (method: string, path: string) => method !== 'GET' && !/claim$|release$|test$/.test(path)
      const fallback = { body: { ...found, ...ada, id: 'x', auditId: 'audit-1', effect: 'hold', username: 'ada' } }
      for (const path of actPaths)
        for (const method of ['POST', 'PATCH', 'DELETE']) server.on(`${method} ${path}`, fallback)
      const one = open(screen)
      await one.screen.shows(ready)
      for (const key of keys) {
        if (typeof key === 'string') one.screen.type(key)
        else await one.screen.shows(key)
      }
      const line = /\$ (momentum .*)$/m.exec(await one.screen.shows(/u undoes +\$ momentum/))?.[1] ?? ''
      const take = () => server.requests.splice(0).filter(({ method, path }) => isAct(method, path))
      done.push(...take())
      const ran = await runCommand([...shellWords(line).slice(1), ...(needsYes(line) ? ['--yes'] : [])], {
        dataFolder: server.dataFolder,
      })

      expect(ran.err).to.equal('')
      const again = take()
      expect(done.length, line).to.equal(1)
      expect(
        again.map(({ method, path, body }) => ({ method, path, body })),
        line,
      ).to.deep.equal(done.map(({ method, path, body }) => ({ method, path, body })))
    })
  }

  it('reads messages only with the reason it was given', async () => {
    const one = open('messages')
    await one.screen.shows('Read private messages')
    one.screen.type('threats\r')
    await one.screen.shows('buy followers')

    const asked = server.requests.filter(({ path }) => path === '/admin/messages')
    expect(asked.map(({ query }) => query.reason)).to.deep.equal(['threats'])
  })

  it('tries a filter out without adding it', async () => {
    const one = open('filters')
    await one.screen.shows('followers')
    one.screen.type('T')
    await one.screen.shows('Try a filter')
    one.screen.type('\t\u0015followers\r')
    await one.screen.shows('would have caught 2 of 500')

    expect(server.requests.filter(({ method }) => method === 'POST').map(({ path }) => path)).to.deep.equal([
      '/admin/filters/test',
    ])
  })

  it('shows a case that someone else has, and lets nobody decide it', async () => {
    server.on('POST /admin/cases/c1/claim', problem(409, 'conflict', 'bob has this case.'))
    const one = open('triage')
    await one.screen.shows('bob has this case.')
    one.screen.type('1a')

    await one.screen.shows('this case is not yours; c claims it')
  })

  it('says that the connection is lost when the server closes the stream, and follows again', async () => {
    const one = open('users')
    await one.screen.shows('Lovelace')
    await eventually(() => streams.length === 1)
    streams[0]?.end()
    await one.screen.shows('Connection lost')
    await one.screen.hides('Connection lost')

    expect(streams.length).to.be.at.least(2)
  })

  it('fetches a list again after an event about it', async () => {
    const one = open('users')
    await one.screen.shows('Lovelace')
    await eventually(() => streams.length === 1)
    server.on('GET /admin/users', page({ ...user, status: 'suspended' }))
    streams[0]?.write('event: user.suspended\ndata: {"id":"ada"}\n\n')

    await one.screen.shows(/ada +Ada Lovelace +suspended/)
  })
})

const actPaths = [
  ...['warn', 'silence', 'suspend', 'restore', 'verify', 'sign-out', 'reset-password', 'delete', 'notes'].map(
    (verb) => `/admin/users/ada/${verb}`,
  ),
  ...['hide', 'restore', 'delete'].flatMap((verb) => [
    `/admin/posts/p1/${verb}`,
    `/admin/comments/k1/${verb}`,
    `/admin/videos/v-1_x/${verb}`,
  ]),
  ...['resolve', 'dismiss', 'release'].map((verb) => `/admin/cases/c1/${verb}`),
  ...['uphold', 'overturn'].map((verb) => `/admin/appeals/a1/${verb}`),
  ...['run', 'pause'].map((verb) => `/admin/jobs/media-sweep/${verb}`),
  '/admin/filters',
  '/admin/filters/f1',
  '/admin/settings',
  '/admin/audit/e1/undo',
]

/** Off a terminal the command line wants to be told that it is meant. */
function needsYes(line: string): boolean {
  return /(suspend|silence|users restore|reset-password|sign-out|delete|resolve)/.test(line)
}

function shellWords(line: string): string[] {
  const words = line.match(/(?:\\'|'[^']*'|[^\s'\\]+)+/g) ?? []
  return words.map((word) =>
    word.replaceAll(
      /'([^']*)'|\\(')/g,
      (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
    ),
  )
}
