import { symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect } from 'chai'
import type { ApiFailure } from '../../src/cli/api-failure.ts'
import type { Connection, LiveEvent } from '../../src/cli/connection.ts'
import { connectOverHttp } from '../../src/cli/http-connection.ts'
import { operatorSocketPath } from '../../src/lib/socket-path.ts'
import { runCommand } from '../support/command-line.ts'
import { type FakeAdminServer, problem, startFakeAdminServer } from '../support/fake-admin-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** What the promise is rejected with. */
function thrownBy(promise: Promise<unknown>): Promise<ApiFailure> {
  return promise.then(
    () => Promise.reject(new Error('nothing was thrown')),
    (error) => error,
  )
}

describe('connection', () => {
  let server: FakeAdminServer
  let connection: Connection

  beforeEach(async () => {
    server = await startFakeAdminServer()
    const socketPath = join(server.dataFolder, 'momentum.sock')
    connection = connectOverHttp({ kind: 'socket', socketPath, operator: 'olga b/ö', where: 'here' })
  })
  afterEach(async () => {
    await connection.close()
    await server.close()
  })

  it('sends queries without what is missing, lists joined, and says who the operator is in letters a header may hold', async () => {
    server.on('GET /x', { body: { ok: true } })

    const answer = await connection.get('/x', {
      query: { a: 'ä&', b: undefined, c: null, d: ['1', '2'], e: [], f: true },
    })

    expect(answer).to.deep.equal({ ok: true })
    expect(server.requests[0]?.query).to.deep.equal({ a: 'ä&', d: '1,2', f: 'true' })
    expect(server.requests[0]?.headers['momentum-operator']).to.equal('olga_b__')
    expect(server.requests[0]?.headers).not.to.have.property('authorization')
  })

  it('throws the code, status, fields and request of a refusal', async () => {
    const errors = [{ path: 'a', message: 'b' }]
    server.on('POST /x', { ...problem(422, 'validation_failed', 'No.', { errors }), headers: { 'Retry-After': '3' } })

    const error = await thrownBy(connection.post('/x', {}))

    expect(error).to.include({
      status: 422,
      code: 'validation_failed',
      requestId: 'request-1',
      retryAfterSeconds: 3,
      exitCode: 1,
    })
    expect(error.errors).to.deep.equal(errors)
  })

  it('keeps a token from going where a redirect points', async () => {
    server.on('GET /x', { status: 302, headers: { Location: `${server.url}/api/v1/y` } })
    const away = connectOverHttp({ kind: 'server', url: server.url, token: 'secret', where: 'away' })

    const error = await thrownBy(away.get('/x'))
    await away.close()

    expect(error.message).to.match(/status 302/)
    expect(server.requests.map(({ path, headers }) => [path, headers.authorization])).to.deep.equal([
      ['/x', 'Bearer secret'],
    ])
  })

  it('sends again, with the same key, what was cut off by a closing connection', async () => {
    const keys: unknown[] = []
    server.on('POST /x', ({ headers }, response) => {
      keys.push(headers['idempotency-key'])
      if (keys.length > 1) return { body: { done: true } }
      response.socket!.destroy()
      return null
    })

    const answer = await connection.post('/x', {})

    expect(answer).to.deep.equal({ done: true })
    expect(keys).to.have.length(2)
    expect(keys[0]).to.be.a('string').and.to.equal(keys[1])
  })

  it('gives up after the time it was told', async () => {
    server.on('GET /x', () => null)

    const error = await thrownBy(connection.get('/x', { timeoutMs: 50 }))

    expect(error).to.include({ exitCode: 1 })
    expect(error.message).to.match(/no answer in time/)
  })

  it('reads a live stream event by event, whatever the chunks', async () => {
    const text =
      ': hi\n\nid: 7\nevent: case.opened\ndata: {"id":"ü",\ndata: "n":1}\n\ndata: plain\r\n\r\nevent: empty\n\nevent: last\ndata: 2\n\n'
    server.on('GET /admin/events', (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      const bytes = Buffer.from(text)
      const send = (from: number) => {
        if (from >= bytes.length) return response.end()
        response.write(bytes.subarray(from, from + 3))
        setImmediate(() => send(from + 3))
      }
      send(0)
      return null
    })

    const events: LiveEvent[] = []
    for await (const event of connection.stream('/admin/events', { lastEventId: '6' })) events.push(event)

    expect(events).to.deep.equal([
      { id: '7', type: 'case.opened', data: { id: 'ü', n: 1 } },
      { id: null, type: 'message', data: 'plain' },
      { id: null, type: 'last', data: 2 },
    ])
    expect(server.requests[0]?.headers['last-event-id']).to.equal('6')
  })

  it('leaves a live stream when it is told, and the server sees it go', async () => {
    const controller = new AbortController()
    const closed = new Promise((resolve) => {
      server.on('GET /admin/events', (_, response) => {
        response.on('close', resolve)
        response.writeHead(200, { 'Content-Type': 'text/event-stream' })
        response.write('data: 1\n\n')
        return null
      })
    })

    const read = async () => {
      for await (const _ of connection.stream('/admin/events', { signal: controller.signal })) controller.abort()
    }
    const error = await thrownBy(read())

    await closed
    expect(error).to.include({ exitCode: 130 })
  })

  it('throws the refusal of a stream like any other', async () => {
    server.on('GET /admin/events', problem(410, 'sync_expired', 'Too old.'))

    const error = await thrownBy(connection.stream('/admin/events')[Symbol.asyncIterator]().next())

    expect(error).to.include({ status: 410, code: 'sync_expired' })
  })

  describe('is opened', () => {
    const list = (options: Parameters<typeof runCommand>[1] & { more?: string[] }) =>
      runCommand(['users', 'list', '--json', ...(options.more ?? [])], options)
    const page = { body: { items: [], nextCursor: null } }

    it('to the socket of the data folder that --data names', async () => {
      server.on('GET /admin/users', page)

      const { exitCode } = await list({ more: ['--data', server.dataFolder] })

      expect([exitCode, server.requests.length]).to.deep.equal([0, 1])
    })

    it('to a server in this process when none runs, which is closed again', async () => {
      server.on('GET /admin/users', page)
      const dataFolder = await temporaryFolder('stopped')
      const log: string[] = []
      const startInProcess = async (options: { dataFolder: string }) => {
        log.push(options.dataFolder)
        return { socketPath: join(server.dataFolder, 'momentum.sock'), close: async () => void log.push('closed') }
      }

      const { exitCode } = await list({ dataFolder, startInProcess })

      expect(exitCode).to.equal(0)
      expect(log).to.deep.equal([dataFolder, 'closed'])
    })

    it('to a server in this process when a killed one left its socket behind', async () => {
      const dataFolder = await temporaryFolder('killed')
      const stale = createServer().listen(join(dataFolder, 'other.sock'))
      symlinkSync(join(dataFolder, 'gone.sock'), join(dataFolder, 'momentum.sock'))
      stale.close()

      const { exitCode, err } = await list({ dataFolder })

      expect(exitCode).to.equal(1)
      expect(err).to.contain('none was started')
    })

    it('to nothing where there is no installation, and says so', async () => {
      const { exitCode, err } = await runCommand(['users', 'list'])

      expect(exitCode).to.equal(1)
      expect(err).to.match(/no installation in .*--data/s)
    })

    it('to the server that flags or variables name, with the token', async () => {
      server.on('GET /admin/users', page)

      await list({ more: ['--server', `${server.url}/`, '--token', 'one'] })
      await list({ more: ['--server', `${server.url}/api/v1`], variables: { MOMENTUM_TOKEN: 'two' } })
      await list({ variables: { MOMENTUM_SERVER: server.url, MOMENTUM_TOKEN: 'three' } })

      expect(server.requests.map(({ headers }) => headers.authorization)).to.deep.equal([
        'Bearer one',
        'Bearer two',
        'Bearer three',
      ])
      expect(server.requests[0]?.headers).not.to.have.property('momentum-operator')
    })

    it('to nothing without a token, before anything is sent', async () => {
      const { exitCode, err } = await runCommand(['users', 'list', '--server', server.url])

      expect([exitCode, server.requests.length]).to.deep.equal([2, 0])
      expect(err).to.match(/no token for .*momentum profiles add/s)
    })

    it('to nothing where nobody listens, and says what to do', async () => {
      await server.close()

      const { exitCode, err } = await runCommand(['users', 'list', '--server', server.url, '--token', 'x'])
      server = await startFakeAdminServer()

      expect(exitCode).to.equal(1)
      expect(err).to.match(/nothing answers there/)
    })

    it('never through a proxy when it is the socket', async () => {
      server.on('GET /admin/users', page)
      process.env.http_proxy = 'http://127.0.0.1:9'
      try {
        const { exitCode } = await list({ dataFolder: server.dataFolder })

        expect(exitCode).to.equal(0)
      } finally {
        delete process.env.http_proxy
      }
    })
  })
})

describe('operatorSocketPath', () => {
  it('is in the data folder', () => {
    expect(operatorSocketPath('/srv/momentum/data', '/run/user/1')).to.equal('/srv/momentum/data/momentum.sock')
  })

  it('moves to the runtime folder where the path is too long for a socket, one for each installation', () => {
    const long = `/srv/${'x'.repeat(100)}`
    const moved = operatorSocketPath(long, '/run/user/1')

    expect(moved).to.match(/^\/run\/user\/1\/momentum-[0-9a-f]{16}\.sock$/)
    expect(operatorSocketPath(`${long}y`, '/run/user/1')).not.to.equal(moved)
  })

  it('says what to do when there is no runtime folder, or that is too long as well', () => {
    const long = `/srv/${'x'.repeat(100)}`

    expect(() => operatorSocketPath(long, undefined)).to.throw(RangeError, /XDG_RUNTIME_DIR/)
    expect(() => operatorSocketPath(long, long)).to.throw(RangeError, /MOMENTUM_DATA/)
  })
})
