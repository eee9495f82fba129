import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'

/** So much may wait for the end of the turn; what comes then is written with it at once. */
const mostWaiting = 64 * 1024

/**
 * Writes text frames to one WebSocket: those of one turn of the loop in one piece, since a call to the system costs more
 * than all else that a small frame takes. `ws` would write each by itself, its head and its text as two. It still reads,
 * pings and closes, which goes between whole frames.
 */
export class FrameWriter {
  readonly #client: WebSocket
  readonly #socket: Duplex
  /** Whole frames, a character for each byte. */
  #waiting = ''

  constructor(client: WebSocket, socket: Duplex) {
    this.#client = client
    this.#socket = socket
  }

  /** Sends a text once this turn is over; what is closed takes nothing. */
  send(text: string): void {
    if (this.#client.readyState !== WebSocket.OPEN) return
    if (this.#waiting === '') writeSoon(this)
    // As many bytes as characters: nothing but ASCII, which is the same in either encoding.
    const bytes = Buffer.byteLength(text)
    this.#waiting += headOf(bytes) + (bytes === text.length ? text : Buffer.from(text).toString('latin1'))
    if (this.#waiting.length > mostWaiting) this.flush()
  }

  /** Bytes sent that the reader has not taken yet. */
  get unreadBytes(): number {
    return this.#client.bufferedAmount + this.#waiting.length
  }

  /** Writes now what waits: before a close, after which nothing may come. */
  flush(): void {
    const frames = this.#waiting
    if (frames === '') return
    this.#waiting = ''
    if (this.#client.readyState === WebSocket.OPEN) this.#socket.write(frames, 'latin1')
  }
}

let writers: FrameWriter[] = []

// Bells are heard in the part of a turn where this is called as well, and those rung before are heard before.
function writeSoon(writer: FrameWriter): void {
  if (writers.push(writer) === 1) setImmediate(flushAll)
}

function flushAll(): void {
  const dirty = writers
  writers = []
  for (const writer of dirty) writer.flush()
}

/** The head of an unmasked text frame in one part (RFC 6455, 5.2). */
function headOf(bytes: number): string {
  if (bytes < 126) return String.fromCharCode(0x81, bytes)
  if (bytes < 0x1_0000) return String.fromCharCode(0x81, 126, bytes >> 8, bytes & 0xff)
  const head = Buffer.alloc(10)
  head[0] = 0x81
  head[1] = 127
  head.writeUIntBE(bytes, 4, 6)
  return head.toString('latin1')
}
