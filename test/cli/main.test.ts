import { expect } from 'chai'
import { catalogue } from '../../src/cli/catalogue.ts'
import { runCommand } from '../support/command-line.ts'
import { type FakeAdminServer, problem, startFakeAdminServer } from '../support/fake-admin-server.ts'

const auditId = '01934f6e-7c3a-7b62-9d0e-3f2a5b8c1d4e'
const now = Date.parse('2026-11-23T12:00:00.000Z')
const ada = {
  id: 'u1',
  username: 'ada',
  displayName: 'Ada Lovelace',
  status: 'active',
  role: 'admin',
  email: 'ada@example.org',
  createdAt: '2026-11-20T12:00:00.000Z',
  lastSeenAt: '2026-11-23T11:57:00.000Z',
  counts: { posts: 1, followers: 2, following: 3, reports: 0, strikes: 0 },
}

describe('runCli', () => {
  let server: FakeAdminServer

  before(async () => {
    server = await startFakeAdminServer()
  })
  beforeEach(() => {
    server.requests.length = 0
  })
  after(() => server.close())

  const run = (line: string, options = {}) =>
    runCommand(line.split(' '), { dataFolder: server.dataFolder, now, ...options })

  describe('help', () => {
    it('lists every noun with --help, and without any word', async () => {
      const asked = await run('--help')
      const bare = await runCommand([])

      expect([asked.exitCode, bare.exitCode]).to.deep.equal([0, 0])
      expect(bare.out).to.equal(asked.out)
      for (const { name, summary } of catalogue)
        expect(asked.out).to.match(new RegExp(`^ +${name} +${summary.slice(0, 20)}`, 'm'))
    })

    it('of a noun lists its verbs, also without a verb', async () => {
      const asked = await run('users --help')
      const bare = await run('users')

      expect(bare).to.deep.equal(asked)
      expect(asked.out).to.match(/suspend +end people's sessions/)
    })

    it('of every command loads it and says how it is used', async () => {
      for (const noun of catalogue) {
        for (const words of noun.verbs ? noun.verbs.map((verb) => [noun.name, verb.name]) : [[noun.name]]) {
          const { exitCode, out, err } = await runCommand([...words, '--help'])

          expect([exitCode, err], words.join(' ')).to.deep.equal([0, ''])
          expect(out)
            .to.contain(`Usage: momentum ${words.join(' ')}`)
            .and.to.contain('--json')
        }
      }
    })

    it('is the same with help before the command', async () => {
      for (const [before, after] of [
        ['help', '--help'],
        ['help users', 'users --help'],
        ['help users suspend', 'users suspend --help'],
        ['users help suspend', 'users suspend --help'],
      ] as const) {
        expect(await run(before)).to.deep.equal(await run(after))
      }
    })

    it('fits the width of the terminal', async () => {
      const { out } = await run('users suspend --help', { isTerminal: true, width: 60 })

      const prose = out.split('Examples:')[0]!
      expect(Math.max(...prose.split('\n').map((line) => line.length))).to.be.at.most(60)
    })

    it('shows the version', async () => {
      const { exitCode, out } = await run('--version')

      expect(exitCode).to.equal(0)
      expect(out).to.match(/^\d+\.\d+\.\d+\n$/)
    })
  })

  describe('a list', () => {
    beforeEach(() => server.on('GET /admin/users', { body: { items: [ada], nextCursor: 'more' } }))

    it('is a table with relative times for a person, and says how to go on', async () => {
      const { exitCode, out, err } = await run('users list --limit 1', {
        isTerminal: true,
        width: 100,
        variables: { NO_COLOR: '1' },
      })

      expect(exitCode).to.equal(0)
      expect(out).to.equal(
        'User  Name          Status  Role   Reports  Strikes  Joined   Seen       Email\n' +
          'ada   Ada Lovelace  active  admin        0        0  3 d ago  3 min ago  ada@example.org\n',
      )
      expect(err).to.equal('There is more: --cursor more, or --all\nNext: momentum users show ada\n')
    })

    it('is coloured on a terminal, and not with --no-color', async () => {
      const coloured = await run('users list --limit 1', { isTerminal: true })
      const forced = await run('users list --limit 1', { isTerminal: false, variables: { FORCE_COLOR: '1' } })

      expect(coloured.out).to.contain('\u001b[32mactive')
      expect(forced.out).not.to.contain('\u001b')
    })

    it('is tabs and ISO times for a pipe', async () => {
      const { out, err } = await run('users list --limit 1')

      expect(out).to.equal(
        'ada\tAda Lovelace\tactive\tadmin\t0\t0\t2026-11-20T12:00:00.000Z\t2026-11-23T11:57:00.000Z\tada@example.org\n',
      )
      expect(err).to.equal('There is more: --cursor more\n')
    })

    it("is the API's shape with --json, wherever the flag stands", async () => {
      for (const line of [
        'users list --limit 1 --json',
        '--json users list --limit 1',
        'users --json list --limit 1',
      ]) {
        const { out } = await run(line)

        expect(JSON.parse(out)).to.deep.equal({ items: [ada], nextCursor: 'more' })
      }
    })

    it('comes page by page with --all, and no further than --limit', async () => {
      const page = (from: number, size: number) =>
        Array.from({ length: size }, (_, index) => ({ ...ada, username: `u${from + index}` }))
      server.on('GET /admin/users', ({ query }) => {
        const from = Number(query.cursor ?? 0)
        const size = Math.min(Number(query.limit), 250 - from)
        return { body: { items: page(from, size), nextCursor: from + size < 250 ? String(from + size) : null } }
      })

      const all = await run('users list --all')
      const some = await run('users list --limit 130 --json')

      expect(all.out.trimEnd().split('\n')).to.have.length(250)
      expect(JSON.parse(some.out).items).to.have.length(130)
      expect(JSON.parse(some.out).nextCursor).to.equal('130')
      expect(server.requests.map(({ query }) => query.limit)).to.deep.equal(['100', '100', '100', '100', '30'])
    })

    it('that is empty says so to a person, and nothing to a pipe', async () => {
      server.on('GET /admin/users', { body: { items: [], nextCursor: null } })

      const person = await run('users list', { isTerminal: true, variables: { NO_COLOR: '1' } })
      const pipe = await run('users list')

      expect(person).to.deep.equal({ exitCode: 0, out: '', err: 'Nobody like that.\n' })
      expect(pipe).to.deep.equal({ exitCode: 0, out: '', err: '' })
    })
  })

  describe('a change', () => {
    beforeEach(() => server.on('POST /admin/users/ada/suspend', { body: { auditId, ...ada } }))

    it('asks, then says what was done, the audit id and the way back', async () => {
      const { exitCode, out, err } = await run('users suspend ada --for 7d --reason spam', {
        isTerminal: true,
        typed: ['y'],
        variables: { NO_COLOR: '1' },
      })

      expect(exitCode).to.equal(0)
      expect(err).to.contain('Suspend @ada for 7 days? [y/N]')
      expect(out).to.equal(
        `✓ Suspended @ada for 7 days.\n  Audit entry ${auditId}, to undo it: momentum undo ${auditId}\n`,
      )
    })

    it('is not made when the answer is no, nothing, or ctrl-c', async () => {
      for (const [typed, code] of [
        ['n', 1],
        ['\r', 1],
        ['\u001b', 1],
        ['\u0003', 130],
      ] as const) {
        const { exitCode, out } = await run('users suspend ada --reason spam', { isTerminal: true, typed: [typed] })

        expect([exitCode, out]).to.deep.equal([code, ''])
      }
      expect(server.requests).to.deep.equal([])
    })

    it('asks for a reason that is needed', async () => {
      await run('users suspend ada -y', { isTerminal: true, typed: ['threats\r'] })

      expect(server.requests[0]?.body).to.deep.equal({ reason: 'threats' })
    })

    it('that cannot be taken back wants the name typed', async () => {
      server.on('POST /admin/users/ada/delete', { body: { auditId, undoable: false } })
      const wrong = await run('users delete ada --reason asked', { isTerminal: true, typed: ['bob\r'] })
      const right = await run('users delete ada --reason asked', {
        isTerminal: true,
        typed: ['ada\r'],
        variables: { NO_COLOR: '1' },
      })

      expect(wrong).to.include({ exitCode: 1, out: '' })
      expect(right.out).to.equal(`✓ @ada is deleted.\n  Audit entry ${auditId}\n`)
      expect(server.requests).to.have.length(1)
    })

    it('carries a key, so that sending it again does nothing twice, and the name of the operator', async () => {
      await run('users suspend ada --reason spam --yes')

      const { headers } = server.requests[0]!
      expect(headers['idempotency-key']).to.match(/^[0-9a-f-]{36}$/)
      expect(headers['momentum-operator']).to.equal('olga')
    })

    it('of several goes on past a failure, and ends with its exit code', async () => {
      server.on('POST /admin/users/bob/suspend', problem(403, 'forbidden', 'bob is an admin.'))
      server.on('POST /admin/users/eve/suspend', { body: { auditId } })

      const { exitCode, out, err } = await run('users suspend ada bob eve ada --reason spam --yes')

      expect(exitCode).to.equal(4)
      expect(out.split('\n').map((line) => line.split('\t')[1])).to.deep.equal(['ada', 'eve', undefined])
      expect(err).to.contain('✗ bob: bob is an admin.')
      expect(server.requests).to.have.length(3)
    })

    it('answers --json in the shape of the API: the thing, or a list of several', async () => {
      const one = await run('users suspend ada --reason spam --yes --json')
      server.on('POST /admin/users/eve/suspend', { body: { auditId } })
      const two = await run('users suspend ada eve --reason spam --yes --json')

      expect(JSON.parse(one.out)).to.deep.equal({ auditId, ...ada })
      expect(JSON.parse(two.out).items).to.have.length(2)
    })
  })

  describe('a failure', () => {
    const cases: [status: number, code: string, exitCode: number, advice: RegExp][] = [
      [401, 'unauthenticated', 4, /momentum profiles add/],
      [403, 'forbidden', 4, /An admin can do this/],
      [404, 'not_found', 1, /Look it up first/],
      [409, 'conflict', 1, /request-1/],
      [422, 'validation_failed', 1, /--help/],
      [429, 'rate_limited', 1, /Try again in 7 s/],
      [500, 'internal', 1, /log of the server/],
    ]
    for (const [status, code, exitCode, advice] of cases) {
      it(`${status} ${code} ends with ${exitCode}, the words of the server, and what to do next`, async () => {
        server.on('GET /admin/users', { ...problem(status, code, 'So it is.'), headers: { 'Retry-After': '7' } })

        const ran = await run('users list')

        expect(ran).to.include({ exitCode, out: '' })
        expect(ran.err)
          .to.match(/^✗ So it is\.\n/)
          .and.to.match(advice)
          .and.to.contain('request-1')
      })
    }

    it('names every bad field', async () => {
      const errors = [
        { path: 'email', message: 'is no address' },
        { path: 'role', message: 'is unknown' },
      ]
      server.on('PATCH /admin/users/ada', problem(422, 'validation_failed', 'Two fields are wrong.', { errors }))

      const { err } = await run('users edit ada --email x')

      expect(err).to.contain('  - email: is no address\n  - role: is unknown\n')
    })

    it("is the API's problem with --json, on the error stream", async () => {
      server.on('GET /admin/users', problem(403, 'forbidden', 'No.'))

      const { exitCode, out, err } = await run('users list --json')

      expect([exitCode, out]).to.deep.equal([4, ''])
      expect(JSON.parse(err)).to.include({ status: 403, code: 'forbidden', detail: 'No.', requestId: 'request-1' })
    })

    it('of a server that is not Momentum says so', async () => {
      server.on('GET /admin/users', {
        status: 502,
        headers: { 'Content-Type': 'text/html' },
        body: '<h1>Bad gateway</h1>',
      })

      const { exitCode, err } = await run('users list')

      expect(exitCode).to.equal(1)
      expect(err).to.match(/did not answer as Momentum does \(status 502, text\/html\)/)
    })

    it('stopped while waiting ends with 130 and closes the request', async () => {
      const controller = new AbortController()
      const closed = new Promise((resolve) => {
        server.on('GET /admin/users', (_, response) => {
          response.on('close', resolve)
          controller.abort()
          return null
        })
      })

      const { exitCode, out, err } = await run('users list', { signal: controller.signal })
      await closed

      expect([exitCode, out, err]).to.deep.equal([130, '', ''])
    })
  })
})
