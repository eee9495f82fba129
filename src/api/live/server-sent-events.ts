import type { Request, Response } from 'express'
import type { Person } from '../../core/actor.ts'
import { second } from '../../lib/clock.ts'
import type { LiveDoor } from './door.ts'
import { frameEvent, type ServerFrame } from './frames.ts'
import { liveLimits } from './limits.ts'
import { openStream, type Sink } from './stream.ts'

/** A comment line now and then keeps proxies from closing a quiet stream, and finds readers that are gone. */
const commentEveryMs = 20 * second

/** Serves the live stream as `text/event-stream`; throws, before anything is sent, what a problem document says. */
export async function serveEvents(
  door: LiveDoor,
  person: Person,
  since: string | undefined,
  request: Request,
  response: Response,
  address: string,
): Promise<void> {
  // Who left meanwhile has no end to come that would give the place back.
  if (response.destroyed || request.socket.destroyed) return
  const giveBack = door.take(address, person.userId)
  const sink = sinkOn(response, () => request.socket)
  let detach: (() => void) | undefined
  response.once('close', () => {
    detach?.()
    giveBack()
    door.closed(sink)
  })
  try {
    detach = await openStream(door, person, since, sink)
  } catch (error) {
    giveBack()
    throw error
  }
  if (!sink.isOpen) detach()
  door.opened(sink)
}

function sinkOn(response: Response, socket: () => { bytesWritten: number; writableLength: number }): Sink {
  let isOpen = true
  let hasBegun = false
  let comments: NodeJS.Timeout | undefined
  const begin = (): void => {
    hasBegun = true
    response.statusCode = 200
    response.setHeader('Content-Type', 'text/event-stream; charset=utf-8')
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('X-Accel-Buffering', 'no')
    const { least, most } = liveLimits.comeBackAfterMs
    response.write(`retry: ${Math.round(least + Math.random() * (most - least))}\n\n`)
    comments = setInterval(() => response.write(': still here\n\n'), commentEveryMs)
  }
  response.once('close', () => {
    isOpen = false
    clearInterval(comments)
  })
  return {
    get isOpen() {
      return isOpen
    },
    write: (frame: ServerFrame) => {
      if (!isOpen) return
      if (!hasBegun) begin()
      response.write(frameEvent(frame))
    },
    unreadBytes: () => response.writableLength + socket().writableLength,
    drained: () =>
      new Promise((resolve) => {
        if (!isOpen || !response.writableNeedDrain) return resolve()
        response.once('drain', resolve)
        response.once('close', resolve)
      }),
    end: (reason) => {
      if (!isOpen) return
      isOpen = false
      clearInterval(comments)
      // A reader that takes nothing would never take the end either.
      if (reason === 'too_slow') response.destroy()
      else response.end()
    },
  }
}
