import { rowQuery } from '../../db/sql.ts'
import { type Together, together, type Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { appendToLog } from '../log/index.ts'
import { notBlockedSql } from '../people/index.ts'
import { idAfter } from './message-ids.ts'
import { indexNewWords } from './message-words.ts'

// Most of what is sent is plain text between two people who have both accepted their conversation. On SQLite messages like
// that which wait at the same moment are stored by six statements in all, instead of four for each of them.

/** A message of text alone. */
interface PlainMessage {
  context: Context
  conversationId: string
  senderId: string
  clientId: string
  text: string
}

interface Sent {
  messageId: string
}

/** Does what `sendMessage` does, for several messages at once; leaves out what is refused, new to the other, or a repetition. */
export function sendTogether(message: PlainMessage): Together<Sent> {
  return together(sendAll, message)
}

interface Open {
  /** The place of the message among those that were asked about. */
  at: number
  otherId: string
  newestMessageId: string
}

const open = rowQuery<Open>(
  {
    at: 'j.key',
    otherId: 'o.user_id',
    newestMessageId: `COALESCE((SELECT max(m.id) FROM messages m WHERE m.conversation_id = p.conversation_id), '')`,
  },
  `FROM json_each($1) j
   CROSS JOIN participants p ON p.conversation_id = j.value ->> 0 AND p.user_id = j.value ->> 1
   CROSS JOIN participants o ON o.conversation_id = p.conversation_id AND o.user_id <> p.user_id
   CROSS JOIN users u ON u.id = o.user_id
   WHERE p.request = 'accepted' AND o.request = 'accepted' AND u.status = 'active'
     AND ${notBlockedSql('o.user_id', 'p.user_id')}`,
)

const insert = `INSERT INTO messages (id, conversation_id, sender_id, client_id, text, created_at)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each($1) WHERE TRUE
  ON CONFLICT (sender_id, client_id) DO NOTHING RETURNING id`

async function sendAll(unit: Unit, messages: readonly PlainMessage[]): Promise<(Sent | undefined)[]> {
  const asked = messages.map(({ conversationId, senderId }) => [conversationId, senderId])
  const rows = await unit.rows(open, [JSON.stringify(asked)])
  if (rows.length === 0) return []
  const stored = await storeAll(unit, messages, rows)
  for (const one of stored) indexNewWords(unit, one.messageId, one.text)
  await arrive(unit, stored)
  for (const { messageId, conversationId, senderId, recipientId, context } of stored) {
    await appendToLog(unit, context, [
      { userId: senderId, type: 'message.created', subjectId: messageId },
      { userId: recipientId, type: 'message.created', subjectId: messageId },
    ])
    await context.events.publish(unit, context, 'message.sent', { messageId, conversationId, senderId, recipientId })
  }
  const sent: (Sent | undefined)[] = messages.map(() => undefined)
  for (const { at, messageId } of stored) sent[at] = { messageId }
  return sent
}

interface Stored extends PlainMessage {
  at: number
  messageId: string
  recipientId: string
  now: number
}

/** Those that are new. Their ids grow, so that their order is that of both logs. */
async function storeAll(unit: Unit, messages: readonly PlainMessage[], rows: readonly Open[]): Promise<Stored[]> {
  const newest = new Map<string, string>()
  const tried = rows
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, otherId, newestMessageId }): Stored => {
      const message = messages[at]!
      const now = message.context.now()
      const messageId = idAfter(newest.get(message.conversationId) ?? newestMessageId, now)
      newest.set(message.conversationId, messageId)
      return { ...message, at, messageId, recipientId: otherId, now }
    })
  const values = tried.map((one) => [one.messageId, one.conversationId, one.senderId, one.clientId, one.text, one.now])
  const inserted = await unit.all<{ id: string }>(insert, [JSON.stringify(values)])
  const ids = new Set(inserted.map(({ id }) => id))
  return tried.filter(({ messageId }) => ids.has(messageId))
}

// The conversations move to the top of both lists; for whoever did not write they have so many more unread.
async function arrive(unit: Unit, stored: readonly Stored[]): Promise<void> {
  const sides = new Map<string, [conversationId: string, userId: string, last: string, at: number, unread: number]>()
  for (const { conversationId, senderId, recipientId, messageId, now } of stored) {
    for (const userId of [senderId, recipientId]) {
      const key = `${conversationId}:${userId}`
      const before = sides.get(key)?.[4] ?? 0
      sides.set(key, [conversationId, userId, messageId, now, before + (userId === recipientId ? 1 : 0)])
    }
  }
  await unit.run(
    `UPDATE participants SET last_message_id = j.value ->> 2, updated_at = j.value ->> 3, is_archived = FALSE,
       unread_count = unread_count + (j.value ->> 4)
     FROM json_each($1) j WHERE participants.conversation_id = j.value ->> 0 AND participants.user_id = j.value ->> 1`,
    [JSON.stringify([...sides.values()])],
  )
}
