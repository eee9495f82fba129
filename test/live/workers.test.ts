import { existsSync, readFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { expect } from 'chai'
import { limits } from '../../src/api/limits.ts'
import { type TestAnswer, TestClient } from '../support/app.ts'
import { testDialect } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { type LiveStream, openEventSource, openSocket } from '../support/live.ts'
import { goodPassword } from '../support/people.ts'
import { type Served, serveProcess } from '../support/served.ts'
import { soonMs } from '../support/soon.ts'
import { plainPhoto } from '../support/uploads.ts'

// One `momentum serve` with two workers and without Redis. Connections are dealt out to the workers in turn, so that
// several new ones meet both; the metrics say which worker holds how many streams.

interface Ask {
  body?: unknown
  token?: string | undefined
  headers?: Record<string, string>
  /** The operators' door in place of the address. */
  socketPath?: string
}

type Answered = Pick<TestAnswer, 'status' | 'body' | 'text'> & { headers: IncomingMessage['headers'] }

/** Asks over a connection of its own. */
function askAnew(url: string, method: string, path: string, options: Ask = {}): Promise<Answered> {
  const { body, token, socketPath } = options
  const isRaw = body instanceof Uint8Array
  const content = body === undefined || isRaw ? body : JSON.stringify(body)
  const headers = {
    ...(content === undefined || isRaw ? {} : { 'Content-Type': 'application/json' }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...options.headers,
  }
  return new Promise((resolve, reject) => {
    const where = socketPath === undefined ? {} : { socketPath }
    const asked = request(
      new TestClient(url, token).address(path),
      { method, headers, agent: false, ...where },
      (got) => {
        got.setEncoding('utf8')
        let text = ''
        got.on('data', (part: string) => {
          text += part
        })
        got.on('end', () => {
          const isJson = /json/.test(got.headers['content-type'] ?? '')
          resolve({ status: got.statusCode!, headers: got.headers, text, body: isJson ? JSON.parse(text) : undefined })
        })
        got.on('error', reject)
      },
    )
    asked.on('error', reject)
    asked.end(content)
  })
}

/** The figure of the metrics that has exactly this name and these labels. */
async function metric(url: string, name: string): Promise<number> {
  const { text } = await askAnew(url, 'GET', '/metrics')
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return line === undefined ? Number.NaN : Number(line.split(' ').at(-1))
}

/** The process of a worker, by what the supervisor said when it last started it. */
function pidOf(served: Served, worker: number): number {
  const lines = served.process.stderr().split('\n')
  const line = lines.findLast((one) => one.includes('a worker starts') && one.includes(`"of":${worker},`))
  return (JSON.parse(line!) as { pid: number }).pid
}

/** Whether a process is there and not only waits for its parent to take notice of its end. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const allServe = /all workers serve/

describe('momentum serve with two workers', function () {
  this.timeout(180_000)
  let served: Served
  let conversationId: string
  const tokens: Record<string, string> = {}
  const as = (name: string): TestClient => new TestClient(served.url, tokens[name])
  const anew = (method: string, path: string, options: Ask = {}) => askAnew(served.url, method, path, options)

  before(async () => {
    served = await serveProcess({ env: { WORKERS: '2', RATE_LIMITS: 'on' } })
    await served.process.waitForLine(allServe)
    for (const name of ['ada', 'bela']) {
      const body = { username: name, email: `${name}@example.org`, password: goodPassword, acceptTerms: true }
      tokens[name] = (await anew('POST', '/auth/register', { body })).body.token
    }
    const begun = await anew('POST', '/conversations', { body: { username: 'bela' }, token: tokens.ada })
    conversationId = begun.body.id
    const accepted = { body: { request: 'accepted' }, token: tokens.bela }
    await anew('PATCH', `/conversations/${conversationId}`, accepted)
  })
  after(() => served?.kill('SIGKILL'))

  /** Streams of one person in every worker. */
  async function streamsInBoth(name: string, before = [0, 0]): Promise<LiveStream[]> {
    const doors = [openSocket, openSocket, openEventSource, openEventSource]
    const streams: LiveStream[] = []
    for (const open of doors) streams.push(await open(as(name)))
    for (const stream of streams) await stream.take(1)
    for (const [index, worker] of [1, 2].entries()) {
      const open = await metric(served.url, `momentum_live_streams{worker="${worker}"}`)
      expect(open, `streams in worker ${worker}`).to.be.greaterThan(before[index]!)
    }
    return streams
  }

  it('delivers what comes to the one through the other: messages, and what only passes', async () => {
    const streams = await streamsInBoth('bela')
    const ada = await openSocket(as('ada'))
    await ada.take(1)

    const body = { clientId: 'across', text: 'across' }
    await anew('POST', `/conversations/${conversationId}/messages`, { body, token: tokens.ada })
    const frames = await Promise.all(streams.map((stream) => stream.until('message.created')))
    ada.send({ ref: 1, type: 'typing', data: { conversationId } })
    const typing = await Promise.all(streams.map((stream) => stream.until('typing')))

    expect(frames.map(({ data }) => data.text)).to.deep.equal(streams.map(() => 'across'))
    expect(typing.map(({ data }) => data.conversationId)).to.deep.equal(streams.map(() => conversationId))
    for (const stream of [...streams, ada]) stream.close()
  })

  it('closes soon the streams of a session in both when it ends in one', async () => {
    const body = { login: 'bela', password: goodPassword, deviceName: 'tablet' }
    tokens.tablet = (await anew('POST', '/auth/login', { body })).body.token
    const streams = await streamsInBoth('tablet')
    const started = performance.now()

    await anew('POST', '/auth/logout', { token: tokens.tablet })

    const codes = await Promise.all(streams.map((stream) => stream.ended))
    expect(codes).to.deep.equal([4401, 4401, 0, 0])
    expect(performance.now() - started).to.be.lessThan(soonMs)
    for (let count = 0; count < 4; count += 1) {
      expect((await anew('GET', '/me', { token: tokens.tablet })).status).to.equal(401)
    }
  })

  it('counts a limit for both together, to the point', async () => {
    const { points } = limits.oneTimeToken
    const asked = Array.from({ length: points + 10 }, () =>
      anew('POST', '/auth/email/verify', { body: { token: 'x'.repeat(43) } }),
    )

    const statuses = (await Promise.all(asked)).map(({ status }) => status)

    expect(statuses.filter((status) => status !== 429)).to.have.length(points)
  })

  it('uses a changed setting in both at once', async () => {
    const socketPath = join(served.dataFolder, 'momentum.sock')
    const body = { 'instance.name': 'Two of us' }
    const changed = await anew('PATCH', '/admin/settings', { body, socketPath })
    expect(changed.status, changed.text).to.equal(200)

    await eventually(async () => {
      for (let count = 0; count < 4; count += 1) {
        expect((await anew('GET', '/instance')).body.name).to.equal('Two of us')
      }
      return true
    })
  })

  it('shows the figures of both together', async () => {
    const series = 'momentum_http_request_seconds_count{method="GET",route="/api/v1/instance",status="200"}'
    const earlier = await metric(served.url, series)
    for (let count = 0; count < 6; count += 1) await anew('GET', '/instance')

    // From whichever worker the figures come.
    for (let count = 0; count < 4; count += 1) expect(await metric(served.url, series)).to.equal(earlier + 6)

    expect(await metric(served.url, 'momentum_workers')).to.equal(2)
    const lines = served.process.stderr().split('\n')
    const shares = [1, 2].map(
      (worker) => lines.filter((line) => line.includes(`"worker":${worker},`) && line.includes('/instance"')).length,
    )
    expect(Math.min(...shares), 'requests in each').to.be.greaterThan(0)
    const socketPath = join(served.dataFolder, 'momentum.sock')
    const { rates } = (await anew('GET', '/admin/stats', { socketPath })).body
    expect(rates.requestsPerSecond).to.be.greaterThan((earlier + 6) / 60)
    expect(rates.p99Ms).to.be.at.least(rates.p50Ms)
  })

  it('takes the parts of an upload in whichever worker they come to', async () => {
    const photo = await plainPhoto()
    const tus = { 'Tus-Resumable': '1.0.0' }
    const token = tokens.ada
    const metadata = `purpose ${Buffer.from('post').toString('base64')}`
    const headers = { ...tus, 'Upload-Length': String(photo.length), 'Upload-Metadata': metadata }
    const begun = await anew('POST', '/media/uploads', { token, headers })
    expect(begun.status, begun.text).to.equal(201)
    const path = String(begun.headers.location)
    let stored: Answered | undefined

    for (let offset = 0; offset < photo.length; ) {
      const body = photo.subarray(offset, offset + Math.ceil(photo.length / 4))
      const part = { ...tus, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' }
      stored = await anew('PATCH', path, { token, headers: part, body })
      expect(stored.status, stored.text).to.equal(204)
      offset += body.length
    }

    const { 'media-id': mediaId } = stored!.headers
    expect(mediaId).to.be.a('string')
    for (let count = 0; count < 2; count += 1) {
      expect((await anew('HEAD', path, { token, headers: tus })).headers['media-id']).to.equal(mediaId)
    }
  })

  for (const worker of [2, 1]) {
    it(`puts another in the place of worker ${worker} when it is killed, and loses nothing it acknowledged`, async () => {
      const killed = pidOf(served, worker)
      const acknowledged: string[] = []
      let isDown = true
      const lanes = [1, 2, 3, 4].map(async (lane) => {
        for (let count = 0; isDown; count += 1) {
          const body = { clientId: `w${worker}-${lane}-${count}`, text: 'kept' }
          const answer = await anew('POST', `/conversations/${conversationId}/messages`, {
            body,
            token: lane % 2 ? tokens.ada : tokens.bela,
          }).catch(() => undefined)
          if (answer?.status === 201) acknowledged.push(answer.body.id)
        }
      })
      await eventually(() => acknowledged.length >= 8)

      process.kill(killed, 'SIGKILL')

      const before = acknowledged.length
      await eventually(() => acknowledged.length >= before + 4, { what: 'writes beside the gap' })
      isDown = false
      await Promise.all(lanes)
      await eventually(async () => {
        expect(pidOf(served, worker)).not.to.equal(killed)
        return (await metric(served.url, 'momentum_workers')) === 2
      })
      const found = new Set<string>()
      for (let cursor = ''; ; ) {
        const page = await anew('GET', `/conversations/${conversationId}/messages?limit=50${cursor}`, {
          token: tokens.ada,
        })
        expect(page.status, page.text).to.equal(200)
        for (const { id } of page.body.items) found.add(id)
        if (page.body.nextCursor === null) break
        cursor = `&cursor=${encodeURIComponent(page.body.nextCursor)}`
      }
      expect(acknowledged.filter((id) => !found.has(id))).to.deep.equal([])
      // The operators' door is there again, whichever worker it was.
      const socketPath = join(served.dataFolder, 'momentum.sock')
      expect((await anew('GET', '/admin/stats', { socketPath })).status).to.equal(200)
    })
  }

  it('stops with all its workers, and in order', async () => {
    const pids = [pidOf(served, 1), pidOf(served, 2)]

    const exit = await served.kill('SIGTERM')

    expect(exit).to.deep.equal({ code: 0, signal: null })
    expect(pids.filter(runs)).to.deep.equal([])
    expect(existsSync(join(served.dataFolder, 'momentum.sock'))).to.equal(false)
    if (testDialect === 'sqlite') {
      expect(readFileSync(`${served.database.file}.state`, 'utf8')).to.equal('closed\n')
      expect(existsSync(`${served.database.file}-wal`)).to.equal(false)
    }
  })

  it('leaves no worker behind when the supervisor is killed, and starts again', async () => {
    const { database, dataFolder } = served
    served = await serveProcess({ database, dataFolder, env: { WORKERS: '2' } })
    await served.process.waitForLine(allServe)
    const pids = [pidOf(served, 1), pidOf(served, 2)]
    expect(pids.filter(runs)).to.deep.equal(pids)

    served.process.child.kill('SIGKILL')

    await eventually(() => pids.filter(runs).length === 0, { withinMs: 15_000, what: 'the end of the workers' })
  })

  it('ends with the code of the first worker when that cannot start', async () => {
    const { database, dataFolder } = served
    served = await serveProcess({ database, dataFolder, env: { WORKERS: '2' } })
    await served.process.waitForLine(allServe)
    const second = await serveProcess({ database, dataFolder, env: { WORKERS: '2' } }).catch((error: Error) => error)

    expect(String(second)).to.include('"code":1')
    expect(String(second)).to.include('another server listens on')
  })

  it('stops in order at ctrl-c, which reaches every one of its processes', async () => {
    const pids = [pidOf(served, 1), pidOf(served, 2)]

    for (const pid of [...pids, served.process.pid]) process.kill(pid, 'SIGINT')
    const exit = await served.process.exited

    expect(exit).to.deep.equal({ code: 0, signal: null })
    expect(pids.filter(runs)).to.deep.equal([])
    expect(served.process.stderr()).not.to.include('a worker died')
  })
})
