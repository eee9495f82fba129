import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Person } from '../../core/actor.ts'
import type { Context, Origin } from '../../core/context.ts'
import { failure } from '../../core/errors.ts'
import { second } from '../../lib/clock.ts'
import { Failure } from '../../lib/errors.ts'
import { parseStrictJson } from '../../lib/strict-json.ts'
import { checkInput } from '../check-input.ts'
import { appVersionHeader, requireServedVersion } from '../middleware/app-version.ts'
import { bearerToken, checkOrigin } from '../middleware/authenticate.ts'
import { consumeLimits } from '../middleware/rate-limits.ts'
import { problemHeaders, problemOf, unforeseenProblem } from '../problems.ts'
import { cookieToken } from '../session-cookie.ts'
import { liveActions } from './catalogue.ts'
import type { LiveDoor } from './door.ts'
import { FrameWriter } from './frame-writer.ts'
import { frameText, type ServerFrame } from './frames.ts'
import { liveLimits } from './limits.ts'
import { positionForm } from './position.ts'
import { openStream, type Sink } from './stream.ts'

/** Close codes of ours (RFC 6455, 7.4.2 leaves 4000 to 4999 to applications): the last digits are the HTTP status. */
const closeCodes = {
  session_ended: 4401,
  sync_expired: 4410,
  // Try again later: there was no room, or the database was busy.
  later: 1013,
  too_slow: 1013,
  stopping: 1012,
  trouble: 1011,
  policy: 1008,
} as const

const authFrame = z.strictObject({ type: z.literal('auth'), token: z.string().min(20).max(200) })

const clientFrame = z.strictObject({
  ref: z.union([z.string().max(100), z.int().min(0).max(Number.MAX_SAFE_INTEGER)]),
  type: z.string().max(60),
  data: z.unknown(),
})

/** Takes over upgrades to WebSocket on the live stream's path. */
export function webSocketUpgrades(
  door: LiveDoor,
  originOf: (request: IncomingMessage) => Origin,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: liveLimits.frameBytes,
    perMessageDeflate: false,
    clientTracking: false,
  })
  const requestIds = new WeakMap<IncomingMessage, string>()
  server.on('headers', (headers, request) => headers.push(`X-Request-Id: ${requestIds.get(request)}`))
  return (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const origin = originOf(request)
    requestIds.set(request, origin.requestId)
    upgrade(door, server, request, socket, head, origin).catch((error: unknown) => {
      if (!(error instanceof Failure))
        door.app.log.error({ err: error, requestId: origin.requestId }, 'an upgrade failed unforeseen')
      refuse(socket, error, origin.requestId)
    })
  }
}

async function upgrade(
  door: LiveDoor,
  server: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  origin: Origin,
): Promise<void> {
  requireServedVersion(door.app.settings, request.headers[appVersionHeader])
  const since = readSince(request)
  const person = await personOfUpgrade(door, request)
  // Who left meanwhile has no end to come that would give the place back.
  if (socket.destroyed) return
  const giveBack = door.take(origin.ip, person?.userId)
  socket.once('close', giveBack)
  server.handleUpgrade(request, socket, head, (client) => {
    const connection = new Connection(door, client, new FrameWriter(client, socket), origin, since)
    if (person !== undefined) connection.begin(person)
  })
}

// RT1: a token never stands in the URL, and nothing else does that we do not know.
function readSince(request: IncomingMessage): string | undefined {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname !== '/api/v1/events') throw failure('not_found', 'There is no live stream here.')
  const unknown = [...url.searchParams.keys()].filter((name) => name !== 'since')
  const [since, ...more] = url.searchParams.getAll('since')
  if (unknown.length > 0 || more.length > 0 || (since !== undefined && !positionForm.test(since))) {
    throw failure('validation_failed', 'The only parameter is `since`, a position in the log.')
  }
  return since
}

async function personOfUpgrade(door: LiveDoor, request: IncomingMessage): Promise<Person | undefined> {
  const { sessions, instance } = door.app
  const bearer = bearerToken(request)
  const cookie = bearer === undefined ? cookieToken(request, instance) : undefined
  if (bearer === undefined && cookie === undefined) return undefined
  if (cookie !== undefined) checkOrigin(request, instance)
  return requireFull(await sessions.resolve(bearer ?? cookie!))
}

function requireFull(person: Person | undefined): Person {
  if (person === undefined) throw failure('unauthenticated', 'The session has ended; sign in again.')
  if (person.scope !== 'full') throw failure('account_suspended', 'The account is suspended.')
  return person
}

function refuse(socket: Duplex, error: unknown, requestId: string): void {
  const problem = error instanceof Failure ? problemOf(error, requestId) : unforeseenProblem(requestId)
  const body = JSON.stringify(problem)
  const headers = {
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Request-Id': requestId,
    ...problemHeaders(problem, error instanceof Failure ? error : undefined),
    Connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${problem.status} Refused\r\n${lines.join('')}\r\n${body}`)
}

const closingMs = second

/** One WebSocket from its opening to its end. */
class Connection {
  readonly #door: LiveDoor
  readonly #client: WebSocket
  readonly #writer: FrameWriter
  readonly #origin: Origin
  readonly #since: string | undefined
  readonly #sink: Sink
  #person: Person | undefined
  /** In which whatever the person sends is done: it is the same for all of it. */
  #context: Context | undefined
  #isAuthenticating = false
  #isActing = false
  /** Frames that wait for the one that is acted on. */
  readonly #next: unknown[] = []
  #detach: (() => void) | undefined
  #alive = true
  #allowance: number = liveLimits.frameBurst
  #countedAt = performance.now()
  #timer: NodeJS.Timeout

  constructor(door: LiveDoor, client: WebSocket, writer: FrameWriter, origin: Origin, since: string | undefined) {
    this.#door = door
    this.#client = client
    this.#writer = writer
    this.#origin = origin
    this.#since = since
    this.#sink = sinkOn(client, writer)
    // Without a session in the request the first frame must bring the token; what stays silent is closed.
    this.#timer = setTimeout(() => this.#close('session_ended', 'No token came.'), liveLimits.authWithinMs)
    client.on('message', (data, isBinary) => this.#receive(data, isBinary))
    client.on('pong', () => {
      this.#alive = true
    })
    client.on('error', () => client.terminate())
    client.on('close', () => this.#ended())
    door.opened(this.#sink)
  }

  /** Starts the stream of the person. */
  begin(person: Person): void {
    clearTimeout(this.#timer)
    this.#person = person
    this.#context = this.#door.app.as(person, 'live', this.#origin)
    this.#timer = setInterval(() => this.#ping(), liveLimits.pingEveryMs)
    openStream(this.#door, person, this.#since, this.#sink).then(
      (detach) => {
        this.#detach = detach
        if (!this.#sink.isOpen) detach()
      },
      (error: unknown) => this.#refuse(error),
    )
  }

  #receive(raw: RawData, isBinary: boolean): void {
    const parsed = isBinary ? undefined : parseStrictJson(raw as Buffer)
    if (!this.#takeFrame()) this.#close('policy', 'Too many frames.')
    else if (parsed === undefined) this.#close('policy', 'Text frames only.')
    else if (!parsed.ok) this.#close('policy', parsed.refusal.message)
    else if (this.#person === undefined) this.#authenticate(parsed.value)
    else {
      this.#next.push(parsed.value)
      if (!this.#isActing) this.#actOnAll().catch((error: unknown) => this.#refuse(error))
    }
  }

  // One after another, so that two messages sent over one stream keep their order.
  async #actOnAll(): Promise<void> {
    this.#isActing = true
    try {
      while (this.#next.length > 0) await this.#act(this.#next.shift())
    } finally {
      this.#isActing = false
    }
  }

  #authenticate(value: unknown): void {
    const frame = authFrame.safeParse(value)
    if (!frame.success || this.#isAuthenticating) {
      this.#close('session_ended', 'The first frame must be auth.')
      return
    }
    this.#isAuthenticating = true
    this.#door.app.sessions
      .resolve(frame.data.token)
      .then((person) => this.#enter(requireFull(person)))
      .catch((error: unknown) => this.#refuse(error))
  }

  // Whose stream this is shows only now, so that only now it counts among theirs.
  #enter(person: Person): void {
    const leave = this.#door.takeFor(person.userId)
    if (!this.#sink.isOpen) {
      leave()
      return
    }
    this.#client.once('close', leave)
    this.begin(person)
  }

  async #act(value: unknown): Promise<void> {
    const frame = clientFrame.safeParse(value)
    if (!frame.success) return this.#close('policy', 'A frame is {ref, type, data}.')
    const { ref, type, data } = frame.data
    try {
      const action = Object.hasOwn(liveActions, type) ? liveActions[type] : undefined
      if (action === undefined) throw failure('not_found', 'There is no such frame type.')
      const context = this.#context!
      if (this.#door.app.config.rateLimits) await consumeLimits(action.limits, context)
      const result = await action.run(context, checkInput(action.input, data, 'body'))
      this.#writer.send(JSON.stringify({ ref, ok: true, data: result ?? {} }))
    } catch (error) {
      this.#writer.send(JSON.stringify({ ref, ok: false, problem: this.#problem(error) }))
    }
  }

  #problem(error: unknown): unknown {
    const { requestId } = this.#origin
    if (error instanceof Failure) return problemOf(error, requestId)
    this.#door.app.log.error({ err: error, requestId }, 'a live frame failed unforeseen')
    return unforeseenProblem(requestId)
  }

  #refuse(error: unknown): void {
    this.#writer.send(JSON.stringify({ type: 'problem', data: this.#problem(error) }))
    this.#close(closingFor(error), 'See the problem frame.')
  }

  // A bucket that fills by so many frames a second (RT5).
  #takeFrame(): boolean {
    const now = performance.now()
    const refill = ((now - this.#countedAt) / 1000) * liveLimits.framesPerSecond
    this.#allowance = Math.min(liveLimits.frameBurst, this.#allowance + refill) - 1
    this.#countedAt = now
    return this.#allowance >= 0
  }

  #ping(): void {
    if (this.#alive) this.#client.ping()
    else this.#client.terminate()
    this.#alive = false
  }

  #close(reason: keyof typeof closeCodes, message: string): void {
    this.#writer.flush()
    this.#client.close(closeCodes[reason], message)
  }

  #ended(): void {
    clearTimeout(this.#timer)
    this.#detach?.()
    this.#door.closed(this.#sink)
  }
}

// 4401 makes an app forget the session, so that nothing else may be closed with it.
function closingFor(error: unknown): keyof typeof closeCodes {
  if (!(error instanceof Failure)) return 'trouble'
  if (error.code === 'sync_expired') return 'sync_expired'
  if (error.code === 'unauthenticated' || error.code === 'account_suspended') return 'session_ended'
  return error.kind === 'unavailable' || error.kind === 'rate_limited' ? 'later' : 'policy'
}

function sinkOn(client: WebSocket, writer: FrameWriter): Sink {
  return {
    get isOpen() {
      return client.readyState === WebSocket.OPEN
    },
    write: (frame: ServerFrame) => {
      if (client.readyState === WebSocket.OPEN) writer.send(frameText(frame))
    },
    unreadBytes: () => writer.unreadBytes,
    drained: () =>
      new Promise((resolve) => {
        const look = setInterval(() => {
          if (client.readyState === WebSocket.OPEN && writer.unreadBytes > liveLimits.unreadBytes / 8) return
          clearInterval(look)
          resolve()
        }, 20)
      }),
    end: (reason) => {
      if (reason === 'too_slow') return client.terminate()
      writer.flush()
      client.close(closeCodes[reason], reason)
      // A peer that does not answer the closing handshake must not keep a dead session's socket.
      setTimeout(() => client.terminate(), closingMs).unref()
    },
  }
}
