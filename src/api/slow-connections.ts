import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

export interface SlowConnectionLimits {
  /** How long a client may take without getting on. */
  withinMs: number
  /** Bytes of a request's body that count as getting on. */
  leastBytes: number
}

/** A quarter of what the slowest of mobile networks carries. */
export const slowConnectionLimits: SlowConnectionLimits = { withinMs: 20_000, leastBytes: 8_000 }

interface Watched {
  request: IncomingMessage | undefined
  /** What had been received, and what had left for the client, when the time began to count. */
  received: number
  sent: number
  since: number
}

/**
 * Closes connections of clients that hold them without getting on: that send the body of a request byte by byte, or do not
 * read their answer. What we ourselves keep waiting is let be. Slow headers are Node's own `headersTimeout`.
 */
export function closeSlowConnections(server: Server, limits: SlowConnectionLimits = slowConnectionLimits): void {
  const watched = new Map<Socket, Watched>()
  server.on('connection', (socket: Socket) => {
    watched.set(socket, { request: undefined, received: 0, sent: 0, since: performance.now() })
    socket.once('close', () => watched.delete(socket))
  })
  // A stream has rules of its own for readers who fall behind.
  server.on('upgrade', ({ socket }: IncomingMessage) => watched.delete(socket))
  server.on('request', (request: IncomingMessage) => {
    const state = watched.get(request.socket)
    if (state) begin(state, request.socket, request)
  })
  const timer = setInterval(() => {
    for (const [socket, state] of watched) look(socket, state, limits)
  }, limits.withinMs / 8)
  timer.unref()
  server.once('close', () => clearInterval(timer))
}

function begin(state: Watched, socket: Socket, request: IncomingMessage | undefined): void {
  state.request = request
  state.received = socket.bytesRead
  state.sent = sentBy(socket)
  state.since = performance.now()
}

function look(socket: Socket, state: Watched, { withinMs, leastBytes }: SlowConnectionLimits): void {
  const { request } = state
  // A body of which nothing waits to be read here is the client's to go on with.
  const owesBody = request !== undefined && !request.complete && request.readableLength === 0
  const owesReading = socket.writableLength > 0
  const isGettingOn = owesBody
    ? socket.bytesRead - state.received >= leastBytes
    : owesReading && sentBy(socket) > state.sent
  if ((!owesBody && !owesReading) || isGettingOn) begin(state, socket, request)
  else if (performance.now() - state.since >= withinMs) socket.destroy()
}

/** What has left this process; `bytesWritten` also counts what waits. */
function sentBy(socket: Socket): number {
  return socket.bytesWritten - socket.writableLength
}
