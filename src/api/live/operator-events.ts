import type { Response } from 'express'
import { type OperatorsNews, operatorsTopic } from '../../core/audit/index.ts'
import type { Context } from '../../core/context.ts'
import { second } from '../../lib/clock.ts'
import type { LiveDoor } from './door.ts'
import type { Sink } from './stream.ts'

const pulseEveryMs = 5 * second
/** A reader that leaves so much unread is dropped; it asks for what it missed when it is back. */
const unreadBytes = 256 * 1024

/** Streams what happens to an operator as server-sent events, until they leave or are one no longer. */
export function serveOperatorEvents(door: LiveDoor, context: Context, response: Response): void {
  const { app } = door
  response.statusCode = 200
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('X-Accel-Buffering', 'no')
  const send = (type: string, data: unknown): void => {
    response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
    if (response.writableLength > unreadBytes) response.destroy()
  }
  const stopHearing = app.clients.doorbell.subscribe((topic, payload) => {
    if (topic !== operatorsTopic) return
    const { type, subjectId } = payload as unknown as OperatorsNews
    send(type, { subjectId })
  })
  const stopWatching = app.onAccessChanged((userId) => {
    if (context.actor.kind !== 'person' || context.actor.userId !== userId) return
    stillOperator(door, context).then(
      (may) => {
        if (!may) response.end()
      },
      () => response.destroy(),
    )
  })
  const pulse = setInterval(() => send('pulse', { at: new Date(app.clock.now()).toISOString() }), pulseEveryMs)
  // So that a stop of the server ends it with the others.
  const sink: Sink = {
    isOpen: true,
    write: ({ type, data }) => send(type, data),
    unreadBytes: () => response.writableLength,
    drained: async () => {},
    end: () => response.end(),
  }
  door.opened(sink)
  response.once('close', () => {
    door.closed(sink)
    clearInterval(pulse)
    stopHearing()
    stopWatching()
  })
  send('ready', {})
}

async function stillOperator({ app }: LiveDoor, { actor }: Context): Promise<boolean> {
  if (actor.kind !== 'person') return true
  const found = await app.db.read.get(
    `SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id
     WHERE s.id = $1 AND s.ended_at IS NULL AND s.scope = 'full' AND u.status = 'active' AND u.role <> 'user'`,
    [actor.sessionId],
  )
  return found !== undefined
}
