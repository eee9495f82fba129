import type { Request, Response } from 'express'
import { z } from 'zod'
import { type Person, personOf } from '../../core/actor.ts'
import { failure } from '../../core/errors.ts'
import { second } from '../../lib/clock.ts'
import { type Endpoint, endpoint, ok, tookOver } from '../endpoint.ts'
import { liveActions } from '../live/catalogue.ts'
import type { LiveDoor } from '../live/door.ts'
import { answerFrameShape, clientFrameShape, liveFrameShape, logFrameShape } from '../live/frame-shapes.ts'
import { liveLimits } from '../live/limits.ts'
import { positionForm, readFrames, startingPosition } from '../live/position.ts'
import { serveEvents } from '../live/server-sent-events.ts'
import { requestState } from '../request-state.ts'

const position = z.string().max(16).regex(positionForm, 'A position is a decimal string.')

const syncShape = z
  .object({ items: z.array(logFrameShape).max(500), next: position, more: z.boolean() })
  .meta({ id: 'SyncPage' })

const pageSize = 200

/** What an app must know to be written, beside the shapes. */
const liveRules =
  'A frame is `{id, type, data}`; what passes has no `id` and is not in the log. ' +
  'In the log: `message.created`, `message.updated`, `message.deleted`, `message.reaction`, `receipt.read`, ' +
  '`receipt.delivered`, `conversation.updated`, `location.started`, `location.ended`, `notification.created`, ' +
  '`notification.updated`, `notification.count`, `relationship.updated`, `media.ready`, `media.failed`, `session.ended`; ' +
  'passing: `typing`, `presence`, `location.updated`. Leave out types that you do not know. Their shapes are `LiveFrame`, ' +
  '`ClientFrame` and `AnswerFrame` of this document; in server-sent events the same object is the `data`. ' +
  `A WebSocket takes \`{ref, type, data}\` and answers \`{ref, ok: true, data}\` or \`{ref, ok: false, problem}\`; types: ${Object.keys(
    liveActions,
  )
    .map((type) => `\`${type}\``)
    .join(', ')}, each with the fields and limits of its route. ` +
  'Close codes: 4401 the session ended, sign in again; 4410 `since` is too old, load afresh; 1013 too slow, or no ' +
  'room for now, 1012 the server stops, 1011 something failed here, 1008 against the rules: come back with `since`, after a random pause of up to a second that doubles with each try ' +
  '(server-sent events say in `retry` how long). ' +
  `At most ${liveLimits.perPerson} streams a person, ${liveLimits.framesPerSecond} frames a second, ${liveLimits.frameBytes / 1024} kB a frame; ` +
  `answer the ping that comes every ${liveLimits.pingEveryMs / second} s.`

/** The one log: as a stream, and by page. */
export const liveEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/events',
    operation: 'streamEvents',
    tag: 'Live',
    summary: 'The live stream of my log',
    description:
      'With `Upgrade: websocket` a WebSocket (authenticated by header, cookie, or a first frame `{type: "auth", token}` ' +
      'within 5 s; never by the URL), otherwise `text/event-stream` whose `id:` is the log position, so that ' +
      '`Last-Event-ID` resumes. First comes `{type: "ready", id}`, then everything after `since`, then what happens. ' +
      liveRules,
    access: 'person',
    query: z.strictObject({ since: position.optional().describe('The last position seen; none: from now.') }),
    answers: { 200: z.string().max(1_000_000).describe('Events of the form described above.') },
    produces: 'text/event-stream',
    failures: ['sync_expired'],
    frames: { server: liveFrameShape, client: clientFrameShape, answer: answerFrameShape },
    takesOver: true,
    answer: async ({ context, query, request, response }) => {
      const last = request.headers['last-event-id']
      const since = typeof last === 'string' && last !== '' ? last : query.since
      if (since !== undefined && !positionForm.test(since)) {
        throw failure('validation_failed', 'Last-Event-ID is not a position of the log.')
      }
      requestState(request).isHeld = true
      await serveEvents(liveDoorOf(request), personOf(context.actor), since, request, response, context.origin.ip)
      return tookOver
    },
  }),
  endpoint({
    method: 'get',
    path: '/sync',
    operation: 'sync',
    tag: 'Live',
    summary: 'What happened since',
    description:
      'A page of the same log that the live stream reads. Without `since`: no items, and the present position as `next`. ' +
      'With `wait` the answer is held until there is something, at most so many seconds. 410 `sync_expired`: start afresh.',
    access: 'person',
    query: z.strictObject({
      since: position.optional().describe('The position up to which everything is known.'),
      wait: z.coerce
        .number()
        .int()
        .min(0)
        .max(liveLimits.longestWaitSeconds)
        .default(0)
        .describe('Seconds to wait for something.'),
    }),
    answers: { 200: syncShape },
    failures: ['sync_expired'],
    answer: async ({ context, query, request, response }) => {
      const door = liveDoorOf(request)
      const person = personOf(context.actor)
      const start = await startingPosition(door.app, person.userId, query.since)
      const { position } = start
      if (query.since === undefined) return ok({ items: [], next: String(position), more: false })
      let page = await readFrames(door.app, person, position, pageSize)
      if (page.frames.length === 0 && query.wait > 0) {
        requestState(request).isHeld = true
        await news(door, person, start, query.wait, response, context.origin.ip)
        page = await readFrames(door.app, person, position, pageSize)
      }
      return ok({ items: page.frames, next: String(page.position), more: page.more })
    },
  }),
]

function liveDoorOf(request: Request): LiveDoor {
  return request.app.locals.live as LiveDoor
}

/** Waits for something after where it starts, at most so long; throws `unauthenticated` when the session ends meanwhile. */
async function news(
  door: LiveDoor,
  person: Person,
  start: { position: number; last: number },
  seconds: number,
  response: Response,
  address: string,
): Promise<void> {
  const giveBack = door.take(address, person.userId)
  let detach: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  let forget: (() => void) | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(resolve, seconds * second)
      // A server that stops has no time to wait for news, and leaves no answer half-way.
      forget = door.whenStopping(resolve)
      response.once('close', resolve)
      const follower = {
        sessionId: person.sessionId,
        deliver: () => resolve(),
        end: () => reject(failure('unauthenticated', 'The session has ended; sign in again.')),
      }
      const somethingCame = async (from: number): Promise<number> => {
        resolve()
        return from
      }
      door.hub.attach(person.userId, start, follower, somethingCame).then((end) => {
        detach = end
        // The waiting may be over before it was attached.
        if (timer === undefined) end()
      }, reject)
    })
  } finally {
    clearTimeout(timer)
    timer = undefined
    forget?.()
    detach?.()
    giveBack()
  }
}
