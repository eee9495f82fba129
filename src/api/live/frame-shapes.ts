import { z } from 'zod'
import { timeShape } from '../../lib/fields.ts'
import { conversationShape } from '../../presenters/conversation.ts'
import { locationShape, positionShape } from '../../presenters/location.ts'
import { mediaShape } from '../../presenters/media.ts'
import { messageReactionShape, messageShape, receiptShape } from '../../presenters/message.ts'
import { notificationShape, unreadShape } from '../../presenters/notification.ts'
import { namedRelationShape } from '../../presenters/person.ts'
import { problemShape } from '../problem-shape.ts'
import { liveActions } from './catalogue.ts'

// What goes over a live stream, as shapes: the OpenAPI document holds them, so that clients can be made from it, and every
// frame that a test gets is held against them.

const id = z.string().max(36)
const position = z.string().max(16)

const goneShape = z
  .object({ id, deleted: z.literal(true) })
  .meta({ id: 'Gone', description: 'What an event was about is no longer there, or not for me to see.' })

/** The data of each type of entry in the log, when what it is about is there. */
const loggedData = {
  'message.created': messageShape,
  'message.updated': messageShape,
  'message.deleted': messageShape,
  'message.reaction': messageReactionShape,
  'receipt.read': receiptShape,
  'receipt.delivered': receiptShape,
  'conversation.updated': conversationShape,
  'location.started': locationShape,
  'location.ended': locationShape,
  'notification.created': notificationShape,
  'notification.updated': notificationShape,
  'notification.count': unreadShape,
  'media.ready': mediaShape,
  'media.failed': mediaShape,
  'relationship.updated': namedRelationShape,
  'session.ended': z
    .object({ sessionId: id, reason: z.string().max(40) })
    .describe('If it is the session of this stream, the stream ends.'),
} as const

/** The data of what passes without being kept. */
const passingData = {
  typing: z.object({ conversationId: id, userId: id, on: z.boolean() }),
  presence: z.object({ userId: id, online: z.boolean(), lastSeenAt: timeShape().nullable() }),
  'location.updated': z.object({
    id: id.describe('Of the live location.'),
    conversationId: id,
    userId: id.describe('Whose place it is.'),
    position: positionShape,
  }),
} as const

const events = Object.entries(loggedData).map(([type, data]) =>
  z
    .object({
      id: position.describe('The position in my log: `since` of the next stream.'),
      type: z.literal(type),
      data: z.union([data, goneShape]),
    })
    .meta({ id: `${pascal(type)}Event` }),
)

const passing = Object.entries(passingData).map(([type, data]) =>
  z.object({ type: z.literal(type), data }).meta({ id: `${pascal(type)}Event` }),
)

const readyShape = z
  .object({ id: position.describe('Where the stream starts.'), type: z.literal('ready'), data: z.object({}) })
  .meta({ id: 'ReadyEvent', description: 'The first frame of a stream.' })

const problemFrameShape = z
  .object({ type: z.literal('problem'), data: problemShape })
  .meta({ id: 'ProblemEvent', description: 'Why a WebSocket is closed right after.' })

// Lists made from tables have no first member as far as types can tell.
type Members = [z.ZodObject, ...z.ZodObject[]]

/** An entry of the log as streams and `/sync` show it. */
export const logFrameShape = z.discriminatedUnion('type', events as unknown as Members).meta({
  id: 'LogFrame',
  description: 'Something that happened, from my log. The set grows: leave out types that you do not know.',
})

/** Whatever the server sends by itself: over a WebSocket as it is, in server-sent events as `data`. */
export const liveFrameShape = z
  .discriminatedUnion('type', [readyShape, ...events, ...passing, problemFrameShape] as unknown as Members)
  .meta({
    id: 'LiveFrame',
    description:
      'What the server sends: a WebSocket message, or the `data` of a server-sent event. The set grows: leave out types that you do not know.',
  })

const ref = z
  .union([z.string().max(100), z.int().min(0).max(Number.MAX_SAFE_INTEGER)])
  .describe('Chosen by the client; the answer carries it.')

const commands = Object.entries(liveActions).map(([type, { input }]) =>
  z.strictObject({ ref, type: z.literal(type), data: input }).meta({ id: `${pascal(type)}Command` }),
)

const authShape = z
  .strictObject({ type: z.literal('auth'), token: z.string().min(20).max(200) })
  .meta({ id: 'AuthCommand', description: 'The first frame, where neither header nor cookie says who it is.' })

/** Whatever a client may send over a WebSocket. */
export const clientFrameShape = z
  .discriminatedUnion('type', [authShape, ...commands] as unknown as Members)
  .meta({ id: 'ClientFrame', description: 'What a client sends over a WebSocket.' })

/** What the server answers to a frame of a client. */
export const answerFrameShape = z
  .union([
    z.object({
      ref,
      ok: z.literal(true),
      data: z
        .union([...new Set(Object.values(liveActions).map(({ output }) => output))])
        .describe(
          '`Message` for `message.send`, `Receipt` for receipts, `LocationUpdate` for positions, else nothing.',
        ),
    }),
    z.object({ ref, ok: z.literal(false), problem: problemShape }),
  ])
  .meta({ id: 'AnswerFrame', description: 'The answer to a frame, by its `ref`.' })

function pascal(type: string): string {
  return type.replace(/(^|\.)(\w)/g, (_match, _dot, letter: string) => letter.toUpperCase())
}
