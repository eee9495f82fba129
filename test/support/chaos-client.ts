import { WebSocket } from 'ws'
import { eventually } from './eventually.ts'
import type { LiveFrame } from './live.ts'

/** Where the server is at this moment; it moves when it is started again. */
export interface Whereabouts {
  url: string
}

interface Waiting {
  resolve(frame: LiveFrame): void
  reject(error: Error): void
}

/** Below the server's limit of frames a second; what is over goes over REST. */
const framesPerSecond = 12

/**
 * A client as a phone is one: it sends each message until it is acknowledged, with the same `clientId`, over frames and
 * REST mixed; it follows the log over a WebSocket that it opens again from the last position whenever it breaks.
 */
export class ChaosClient {
  readonly #at: Whereabouts
  readonly #token: string
  readonly #conversationId: string
  readonly #answers = new Map<number, Waiting>()
  #socket: WebSocket | undefined
  #isLive = false
  #isOver = false
  #ref = 0
  #framesSent: number[] = []
  #since = '0'
  /** Everything the log said, in the order it came. */
  readonly log: LiveFrame[] = []
  readonly acknowledged = new Map<string, string>()
  connections = 0

  constructor(at: Whereabouts, token: string, conversationId: string) {
    this.#at = at
    this.#token = token
    this.#conversationId = conversationId
    this.#connect()
  }

  /** Breaks the connection without a word, as a tunnel does. */
  breakConnection(): void {
    this.#socket?.terminate()
  }

  /** Sends one message until the server says that it has it. */
  async send(clientId: string, text: string, random: () => number): Promise<void> {
    const body = { clientId, text }
    await eventually(
      async () => {
        const message = await (random() < 0.5 && this.#mayFrame() ? this.#sendFrame(body) : this.#sendRequest(body))
        this.acknowledged.set(clientId, message.id)
        return true
      },
      { withinMs: 60_000, everyMs: 30, what: `message ${clientId}` },
    )
  }

  /** Says that everything up to a message is read; lost with the connection, as it may be. */
  async read(upTo: string): Promise<void> {
    await this.request('POST', `/conversations/${this.#conversationId}/read`, { upTo }).catch(() => {})
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as an app written without our types would
  async request(method: string, path: string, body?: unknown): Promise<any> {
    const response = await fetch(`${this.#at.url}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      signal: AbortSignal.timeout(5000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return response.json()
  }

  close(): void {
    this.#isOver = true
    this.#socket?.terminate()
  }

  #mayFrame(): boolean {
    const now = performance.now()
    this.#framesSent = this.#framesSent.filter((at) => at > now - 1000)
    return this.#isLive && this.#framesSent.length < framesPerSecond
  }

  async #sendRequest(body: object): Promise<{ id: string }> {
    return this.request('POST', `/conversations/${this.#conversationId}/messages`, body)
  }

  async #sendFrame(body: object): Promise<{ id: string }> {
    this.#framesSent.push(performance.now())
    this.#ref += 1
    const ref = this.#ref
    const answer = new Promise<LiveFrame>((resolve, reject) => this.#answers.set(ref, { resolve, reject }))
    const data = { conversationId: this.#conversationId, ...body }
    this.#socket!.send(JSON.stringify({ ref, type: 'message.send', data }))
    const frame = await answer
    if (frame.ok !== true) throw new Error(JSON.stringify(frame.problem))
    return frame.data
  }

  #connect(): void {
    if (this.#isOver) return
    const socket = new WebSocket(`${this.#at.url.replace('http', 'ws')}/api/v1/events?since=${this.#since}`, {
      headers: { Authorization: `Bearer ${this.#token}` },
      handshakeTimeout: 3000,
    })
    this.#socket = socket
    socket.on('open', () => {
      this.connections += 1
      this.#isLive = true
    })
    socket.on('message', (data) => this.#take(JSON.parse(String(data)) as LiveFrame))
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#isLive = false
      for (const waiting of this.#answers.values()) waiting.reject(new Error('the connection broke'))
      this.#answers.clear()
      setTimeout(() => this.#connect(), 50)
    })
  }

  #take(frame: LiveFrame): void {
    if (typeof frame.ref === 'number') {
      this.#answers.get(frame.ref)?.resolve(frame)
      this.#answers.delete(frame.ref)
      return
    }
    if (frame.id === undefined || frame.type === 'ready') return
    this.log.push(frame)
    this.#since = frame.id
  }
}
