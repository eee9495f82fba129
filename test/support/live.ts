import { type ClientOptions, WebSocket } from 'ws'
import { answerFrameShape, liveFrameShape } from '../../src/api/live/frame-shapes.ts'
import { undocumented } from './undocumented.ts'

/** A frame as it came over a live stream. */
export interface LiveFrame {
  id?: string
  type: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into frames as an app written without our types would
  data: any
  ref?: string | number
  ok?: boolean
  // biome-ignore lint/suspicious/noExplicitAny: as above
  problem?: any
}

/** A live stream as an app reads it: frames are kept until the test takes them. */
export interface LiveStream {
  /** The next `count` frames; fails when they do not come in time. */
  take(count: number): Promise<LiveFrame[]>
  /** Up to `count` frames, as many as come within so many milliseconds. */
  takeSome(count: number, withinMs: number): Promise<LiveFrame[]>
  /** Takes frames until one of this type comes, and answers that one. */
  until(type: string): Promise<LiveFrame>
  send(frame: unknown): void
  /** The close code of a WebSocket, 0 for a response that ended. */
  readonly ended: Promise<number>
  close(): void
}

const patienceMs = 30_000

interface Door {
  url: string
  token: string | undefined
  /** What stands behind the question mark. */
  query?: string
}

/** Opens the live stream over a WebSocket, as `options` of the library say. Rejects with the status when the upgrade is refused. */
export function openSocket(door: Door, since?: string, options: ClientOptions = {}): Promise<LiveStream> {
  const query = door.query ?? (since === undefined ? '' : `since=${since}`)
  const headers: Record<string, string> = door.token === undefined ? {} : { Authorization: `Bearer ${door.token}` }
  const socket = new WebSocket(`${door.url.replace('http', 'ws')}/api/v1/events${query ? `?${query}` : ''}`, {
    ...options,
    headers: { ...(options.headers as Record<string, string> | undefined), ...headers },
  })
  const inbox = new Inbox()
  const ended = new Promise<number>((resolve) => {
    socket.once('close', (code) => {
      inbox.end()
      resolve(code)
    })
  })
  socket.on('message', (data) => inbox.put(JSON.parse(String(data)) as LiveFrame))
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () =>
      resolve(
        inbox.stream({ ended, send: (frame) => socket.send(JSON.stringify(frame)), close: () => socket.close() }),
      ),
    )
  })
}

/** Opens the live stream as server-sent events. Rejects with the status when it is refused. */
export async function openEventSource(door: Door, since?: string): Promise<LiveStream> {
  const abort = new AbortController()
  const response = await fetch(`${door.url}/api/v1/events${since === undefined ? '' : `?since=${since}`}`, {
    headers: door.token === undefined ? {} : { Authorization: `Bearer ${door.token}` },
    signal: abort.signal,
  })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  const inbox = new Inbox()
  const ended = readEvents(response, inbox).catch(() => 0)
  return inbox.stream({
    ended,
    send: () => {
      throw new Error('server-sent events go one way')
    },
    close: () => abort.abort(),
  })
}

async function readEvents(response: Response, inbox: Inbox): Promise<number> {
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
      rest = events.pop()!
      for (const event of events) {
        const data = event.split('\n').find((line) => line.startsWith('data: '))
        if (data) inbox.put(JSON.parse(data.slice('data: '.length)) as LiveFrame)
      }
    }
  } finally {
    inbox.end()
  }
  return 0
}

class Inbox {
  readonly #frames: LiveFrame[] = []
  #wake: (() => void) | undefined
  #isOver = false
  #mismatch: string | undefined

  put(frame: LiveFrame): void {
    this.#mismatch ??= mismatch(frame)
    this.#frames.push(frame)
    this.#wake?.()
  }

  end(): void {
    this.#isOver = true
    this.#wake?.()
  }

  stream(door: Pick<LiveStream, 'ended' | 'send' | 'close'>): LiveStream {
    return {
      ...door,
      take: async (count) => {
        const frames = await this.#some(count, patienceMs)
        if (frames.length < count)
          throw new Error(`only ${frames.length} of ${count} frames came: ${JSON.stringify(frames)}`)
        return frames
      },
      takeSome: (count, withinMs) => this.#some(count, withinMs),
      until: async (type) => {
        for (;;) {
          const [frame] = await this.#some(1, patienceMs)
          if (frame === undefined) throw new Error(`no ${type} came`)
          if (frame.type === type) return frame
        }
      },
    }
  }

  async #some(count: number, withinMs: number): Promise<LiveFrame[]> {
    const deadline = performance.now() + withinMs
    while (this.#frames.length < count && !this.#isOver) {
      const left = deadline - performance.now()
      if (left <= 0) break
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    if (this.#mismatch !== undefined) throw new Error(this.#mismatch)
    return this.#frames.splice(0, count)
  }
}

/** How a frame differs from the OpenAPI document, if it does: every stream of every test is held against it. */
function mismatch(frame: LiveFrame): string | undefined {
  const shape = 'ref' in frame ? answerFrameShape : liveFrameShape
  const parsed = shape.safeParse(frame)
  const text = JSON.stringify(frame).slice(0, 1000)
  if (!parsed.success) return `a frame is not as documented: ${text} ${parsed.error.message}`
  const extra = undocumented(frame, parsed.data, '')
  return extra === undefined ? undefined : `the field ${extra} of a frame is not in the document: ${text}`
}
