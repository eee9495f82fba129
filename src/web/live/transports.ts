import type { LiveFrame } from './events.ts'

/** How a stream ended: `expired` when the position is no longer in the log, `refused` when it never opened. */
export type StreamEnd = 'refused' | 'broken' | 'expired' | 'session_ended'

export interface StreamHandlers {
  onFrame(frame: LiveFrame): void
  /** Answers to frames of ours. */
  onReply(reply: { ref: string; ok: boolean; data?: unknown; problem?: unknown }): void
  /** Called once. */
  onEnd(end: StreamEnd): void
}

/** An open stream, or one on its way to being open. */
export interface Stream {
  /** Sends a frame; false when this transport cannot, or is not open. */
  send(frame: { ref: string; type: string; data: unknown }): boolean
  close(): void
}

/** Opens a stream from a position on; without one, from now. */
export type OpenStream = (since: string | undefined, handlers: StreamHandlers) => Stream

/** What the transports need of their surroundings; tests bring their own. */
export interface TransportSurroundings {
  fetch: typeof fetch
  WebSocket: typeof WebSocket
  /** The origin of the server, such as `https://example.org`. */
  origin: string
}

const path = '/api/v1/events'

function addressOf(origin: string, since: string | undefined): string {
  return `${origin}${path}${since === undefined ? '' : `?since=${since}`}`
}

/** The stream over a WebSocket, which carries frames both ways. */
export function webSocketStream({ WebSocket, origin }: TransportSurroundings): OpenStream {
  return (since, handlers) => {
    const socket = new WebSocket(addressOf(origin.replace(/^http/, 'ws'), since))
    let wasOpen = false
    let isOver = false
    const end = (how: StreamEnd): void => {
      if (isOver) return
      isOver = true
      handlers.onEnd(how)
    }
    socket.onopen = () => {
      wasOpen = true
    }
    socket.onmessage = (event) => {
      if (isOver) return
      const frame = JSON.parse(String(event.data))
      if ('ref' in frame) handlers.onReply(frame)
      else handlers.onFrame(frame)
    }
    socket.onclose = (event) => {
      if (event.code === 4410) end('expired')
      else if (event.code === 4401) end('session_ended')
      else end(wasOpen ? 'broken' : 'refused')
    }
    return {
      send: (frame) => {
        if (socket.readyState !== WebSocket.OPEN) return false
        socket.send(JSON.stringify(frame))
        return true
      },
      close: () => {
        isOver = true
        socket.close()
      },
    }
  }
}

/** The stream as server-sent events, where WebSockets do not come through. Read by fetch, which shows the status. */
export function serverSentStream({ fetch, origin }: TransportSurroundings): OpenStream {
  return (since, handlers) => {
    const abort = new AbortController()
    let isOver = false
    const end = (how: StreamEnd): void => {
      if (isOver) return
      isOver = true
      handlers.onEnd(how)
    }
    async function run(): Promise<void> {
      const response = await fetch(addressOf(origin, since), {
        headers: { Accept: 'text/event-stream' },
        credentials: 'same-origin',
        cache: 'no-store',
        signal: abort.signal,
      }).catch(() => undefined)
      if (response?.status === 410) return end('expired')
      if (response?.status === 401) return end('session_ended')
      if (response?.status !== 200 || response.body === null) return end('refused')
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      let rest = ''
      for (;;) {
        const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }))
        if (done || value === undefined || isOver) break
        const blocks = (rest + value).split('\n\n')
        rest = blocks.pop()!
        for (const block of blocks) {
          const data = block.split('\n').find((line) => line.startsWith('data: '))
          if (data !== undefined) handlers.onFrame(JSON.parse(data.slice('data: '.length)) as LiveFrame)
        }
      }
      end('broken')
    }
    void run()
    return {
      send: () => false,
      close: () => {
        isOver = true
        abort.abort()
      },
    }
  }
}
