import { expect } from 'chai'
import { runCommand } from '../support/command-line.ts'
import { type AdminRequest, type FakeAdminServer, startFakeAdminServer } from '../support/fake-admin-server.ts'

const auditId = '01934f6e-7c3a-7b62-9d0e-3f2a5b8c1d4e'

/** A command line, the request it is meant to send, and what else must be given. */
type Case = [line: string, request: string, sent?: Record<string, unknown>]

const changes: Case[] = [
  ['users edit ada --role moderator', 'PATCH /admin/users/ada', { role: 'moderator' }],
  ['users note @ada wrote_to_us', 'POST /admin/users/ada/notes', { text: 'wrote_to_us' }],
  ['users warn ada --reason spam', 'POST /admin/users/ada/warn', { reason: 'spam' }],
  [
    'users silence ada --for 3d --reason spam -y',
    'POST /admin/users/ada/silence',
    { reason: 'spam', durationSeconds: 259200 },
  ],
  ['users unsilence ada', 'POST /admin/users/ada/unsilence', {}],
  [
    'users suspend @ada --for 12h --reason spam --yes',
    'POST /admin/users/ada/suspend',
    { reason: 'spam', durationSeconds: 43200 },
  ],
  [
    'users suspend ada --for forever --reason spam -y',
    'POST /admin/users/ada/suspend',
    { reason: 'spam', durationSeconds: null },
  ],
  ['users unsuspend ada --reason mistake', 'POST /admin/users/ada/unsuspend', { reason: 'mistake' }],
  ['users restore ada --yes', 'POST /admin/users/ada/restore', {}],
  ['users verify ada', 'POST /admin/users/ada/verify', {}],
  ['users reset-password ada -y', 'POST /admin/users/ada/reset-password', {}],
  ['users sign-out ada -y', 'POST /admin/users/ada/sign-out', {}],
  ['users delete ada -y --reason asked', 'POST /admin/users/ada/delete', { reason: 'asked' }],
  ['posts hide p1 --reason spam', 'POST /admin/posts/p1/hide', { reason: 'spam' }],
  ['posts restore p1', 'POST /admin/posts/p1/restore', {}],
  ['comments delete c1 --reason spam -y', 'POST /admin/comments/c1/delete', { reason: 'spam' }],
  ['messages hide m1 --reason threat', 'POST /admin/messages/m1/hide', { reason: 'threat' }],
  ['reports claim c1', 'POST /admin/cases/c1/claim', {}],
  ['reports release c1', 'POST /admin/cases/c1/release', {}],
  ['reports dismiss c1 --reason fine', 'POST /admin/cases/c1/dismiss', { reason: 'fine' }],
  [
    'reports resolve c1 --action hide --action suspend --for 7d --reason spam -y --note seen',
    'POST /admin/cases/c1/resolve',
    { actions: [{ type: 'hide' }, { type: 'suspend', durationSeconds: 604800 }], reason: 'spam', note: 'seen' },
  ],
  ['appeals uphold a1 --reason same', 'POST /admin/appeals/a1/uphold', { reason: 'same' }],
  ['appeals overturn a1 --reason mistake', 'POST /admin/appeals/a1/overturn', { reason: 'mistake' }],
  [
    'takedowns resolve t1 --outcome removed --reason ours',
    'POST /admin/takedowns/t1/resolve',
    { outcome: 'removed', reason: 'ours' },
  ],
  [
    'filters add domain spam.example --effect hold',
    'POST /admin/filters',
    { kind: 'domain', pattern: 'spam.example', effect: 'hold' },
  ],
  ['filters remove f1', 'DELETE /admin/filters/f1', {}],
  ['undo 01934f6e', 'POST /admin/audit/01934f6e/undo', {}],
  ['invites create --uses 5 --for 2w', 'POST /admin/invites', { maxUses: 5, durationSeconds: 1209600 }],
  ['invites revoke i1', 'DELETE /admin/invites/i1', {}],
  ['announce hello -y', 'POST /admin/announcements', { text: 'hello' }],
  ['videos hide v-1_x --reason rude', 'POST /admin/videos/v-1_x/hide', { reason: 'rude' }],
  ['videos restore v1 --reason fine', 'POST /admin/videos/v1/restore', { reason: 'fine' }],
  [
    'videos purge --older-than 7d --reason fresh -y',
    'POST /admin/videos/purge',
    { olderThanSeconds: 604800, reason: 'fresh' },
  ],
  [
    'categories set music --off --region US,DE --reason fine',
    'PUT /admin/categories',
    { id: 'music', enabled: false, regions: ['US', 'DE'], reason: 'fine' },
  ],
  ['jobs run media-sweep --reason fine', 'POST /admin/jobs/media-sweep/run', { reason: 'fine' }],
  ['jobs pause media-sweep --reason fine', 'POST /admin/jobs/media-sweep/pause', { reason: 'fine' }],
  ['jobs resume media-sweep --reason fine', 'POST /admin/jobs/media-sweep/resume', { reason: 'fine' }],
  ['media sweep -y', 'POST /admin/media/sweep', {}],
  ['settings set registration invite', 'PATCH /admin/settings', { registration: 'invite' }],
  ['settings set passwordMinLength 12', 'PATCH /admin/settings', { passwordMinLength: 12 }],
  ['push test ada', 'POST /admin/push/test', { user: 'ada' }],
]

const readings: Case[] = [
  [
    'users list ada --status suspended --limit 5',
    'GET /admin/users',
    { query: 'ada', status: 'suspended', limit: '5' },
  ],
  ['users list --cursor abc', 'GET /admin/users', { cursor: 'abc', limit: '20' }],
  ['posts list --author @ada --state hidden', 'GET /admin/posts', { author: 'ada', state: 'hidden', limit: '20' }],
  ['comments list rude', 'GET /admin/comments', { query: 'rude', limit: '20' }],
  ['messages list --report r1', 'GET /admin/messages', { report: 'r1', limit: '20' }],
  ['reports list --mine', 'GET /admin/cases', { mine: 'true', limit: '20' }],
  ['appeals list', 'GET /admin/appeals', { limit: '20' }],
  ['takedowns list --kind copyright', 'GET /admin/takedowns', { kind: 'copyright', limit: '20' }],
  ['filters list', 'GET /admin/filters', { limit: '20' }],
  ['videos list --kind short', 'GET /admin/videos', { kind: 'short', limit: '20' }],
  ['categories list', 'GET /admin/categories', {}],
  ['jobs list', 'GET /admin/jobs', {}],
  ['jobs runs media-sweep', 'GET /admin/jobs/media-sweep/runs', { limit: '20' }],
  ['audit list --actor olga', 'GET /admin/audit', { actor: 'olga', limit: '20' }],
  ['invites list', 'GET /admin/invites', { limit: '20' }],
  ['transparency --months 3', 'GET /admin/transparency', { months: '3' }],
]

describe('commands', () => {
  let server: FakeAdminServer

  before(async () => {
    server = await startFakeAdminServer()
  })
  beforeEach(() => {
    server.requests.length = 0
  })
  after(() => server.close())

  const run = (line: string, options = {}) => runCommand(line.split(' '), { dataFolder: server.dataFolder, ...options })
  const asked = ({ method, path }: AdminRequest) => `${method} ${path}`

  for (const [line, request, body = {}] of changes) {
    it(`momentum ${line} sends ${request}`, async () => {
      server.on(request, {
        body: { auditId, username: 'ada', role: 'user', id: 'x', code: 'c', effect: 'hold', removed: 0 },
      })

      const { exitCode, out, err } = await run(line)

      expect(err).to.equal('')
      expect(exitCode).to.equal(0)
      expect(server.requests.map(asked)).to.deep.equal([request])
      expect(server.requests[0]?.body).to.deep.equal(body)
      expect(out).to.match(new RegExp(`^${auditId}\t[^\t\n]*\t[^\t\n]+\n$`))
    })
  }

  for (const [line, request, query] of readings) {
    it(`momentum ${line} sends ${request}`, async () => {
      server.on(request, { body: { items: [], nextCursor: null } })

      const { exitCode, out, err } = await run(line)

      expect([exitCode, out, err]).to.deep.equal([0, '', ''])
      expect(server.requests.map(asked)).to.deep.equal([request])
      expect(server.requests[0]?.query).to.deep.equal(query)
    })
  }

  const refused: [line: string, why: RegExp][] = [
    ['users suspend ada --reason spam', /--yes/],
    ['users suspend ada --yes', /needs a reason/],
    ['users suspend ada --for soon --reason spam --yes', /Give a number and a unit/],
    ['users suspend .. --reason spam --yes', /not a name or id/],
    ['users edit ada', /Nothing to change/],
    ['users edit ada --role king', /Allowed choices/],
    ['users list --limit 0', /whole number/],
    ['users create --username ada --email ada@example.org', /--password-stdin/],
    ['messages list', /through a report, or with a reason/],
    ['messages show m1', /needs a reason/],
    ['reports resolve c1 --reason spam --yes', /--action/],
    ['reports resolve c1 --action hide --for 7d --reason spam --yes', /--for goes with/],
    ['filters add smell rotten', /Allowed choices/],
    ['videos purge --reason x --yes', /--everything/],
    ['categories set music --on --off --reason x', /exclude each other/],
    ['categories set music --reason x', /Nothing to change/],
    ['profiles add local --server https://social.example', /installation on this machine/],
    ['users list --server http://social.example', /over https only/],
    ['users list --server https://a.example --profile b', /give one of them/],
    ['users list --token abc', /belongs to --server/],
    ['users list --profile nobody', /no profile nobody/],
    ['users lst', /Did you mean list/],
    ['usrs', /Did you mean users/],
    ['users list --nosuch', /unknown option/],
    ['users show', /missing required argument/],
    ['completion tcsh', /bash, zsh and fish/],
  ]
  for (const [line, why] of refused) {
    it(`momentum ${line} is wrong usage, refused before anything is sent`, async () => {
      const { exitCode, out, err } = await run(line)

      expect(err).to.match(why)
      expect([exitCode, out]).to.deep.equal([2, ''])
      expect(server.requests).to.deep.equal([])
    })
  }

  it('momentum users create sends a password that it read from the input', async () => {
    server.on('POST /admin/users', { status: 201, body: { auditId, username: 'ada', role: 'admin' } })

    const { exitCode, out } = await run(
      'users create --username ada --email ada@example.org --role admin --password-stdin',
      {
        input: 'correct horse battery\n',
      },
    )

    expect(exitCode).to.equal(0)
    expect(server.requests[0]?.body).to.deep.equal({
      username: 'ada',
      email: 'ada@example.org',
      password: 'correct horse battery',
      role: 'admin',
    })
    expect(out).to.equal(`${auditId}\t\tCreated @ada (admin).\n`)
  })
})
