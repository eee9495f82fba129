import { type Flag, type Reader, rowQuery } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { failure, notFound } from '../errors.ts'
import { mayMessage, visiblePersonSql } from '../people/index.ts'

/** `accepted`; `pending` until the one asked answers; `refused`. */
export type RequestState = 'accepted' | 'pending' | 'refused'

/** A conversation from the side of one of its two people, with what decides what they may do in it. */
export interface ConversationAccess {
  id: string
  otherId: string
  /** What this person has said to the conversation. */
  request: RequestState
  /** What the other person has said to it. */
  otherRequest: RequestState
  startedBy: string
  requestedAt: number | null
  readUpTo: string
  deliveredUpTo: string
  lastMessageId: string
  /** The newest message, whoever still sees it; empty without one. */
  newestMessageId: string
  readReceipts: Flag
  otherReadReceipts: Flag
  presence: Flag
  otherPresence: Flag
}

/**
 * From and where of a read: the conversation of person and partner exists for the person. Aliases: `p` the person's side,
 * `o` the partner's, `u` the partner; `conversation` and `viewer` are placeholders or columns.
 */
export function openToSql(conversation: string, viewer: string): string {
  return `FROM participants p
    JOIN participants o ON o.conversation_id = p.conversation_id AND o.user_id <> p.user_id
    JOIN users u ON u.id = o.user_id
    WHERE p.conversation_id = ${conversation} AND p.user_id = ${viewer}
      AND ${visiblePersonSql('u', viewer)}`
}

const access = rowQuery<ConversationAccess>(
  {
    id: 'p.conversation_id',
    otherId: 'o.user_id',
    request: 'p.request',
    otherRequest: 'o.request',
    startedBy: '(SELECT c.started_by FROM conversations c WHERE c.id = p.conversation_id)',
    requestedAt: '(SELECT c.requested_at FROM conversations c WHERE c.id = p.conversation_id)',
    readUpTo: 'p.read_up_to',
    deliveredUpTo: 'p.delivered_up_to',
    lastMessageId: 'p.last_message_id',
    newestMessageId: `COALESCE((SELECT max(m.id) FROM messages m WHERE m.conversation_id = p.conversation_id), '')`,
    readReceipts: '(SELECT me.read_receipts FROM users me WHERE me.id = p.user_id)',
    otherReadReceipts: 'u.read_receipts',
    presence: '(SELECT me.presence FROM users me WHERE me.id = p.user_id)',
    otherPresence: 'u.presence',
  },
  openToSql('$1', '$2'),
)

/** The conversation, if the person is in it and the other one exists for them. Throws `not_found`. */
export async function requireConversation(
  reader: Reader,
  userId: string,
  conversationId: string,
): Promise<ConversationAccess> {
  const found = await reader.row(access, [conversationId, userId])
  if (found === undefined) throw notFound()
  return found
}

/**
 * The conversation for a change in it: held against others until the unit ends, so that ids of messages grow in the order
 * in which both logs hold them. Throws `not_found`.
 */
export async function holdConversation(
  unit: Unit,
  userId: string,
  conversationId: string,
): Promise<ConversationAccess> {
  // SQLite runs one unit at a time. On PostgreSQL the look comes after the wait, in a statement and snapshot of its own.
  if (unit.dialect === 'postgres') {
    await unit.get('SELECT id FROM conversations WHERE id = $1 FOR NO KEY UPDATE', [conversationId])
  }
  return requireConversation(unit, userId, conversationId)
}

/**
 * Throws `forbidden` where the other person does not take messages of this one. Whom a person takes messages from
 * (`messagesFrom`) decides who may begin; what was accepted goes on until it is refused or blocked.
 */
export async function requireOpen(reader: Reader, conversation: ConversationAccess, userId: string): Promise<void> {
  if (conversation.request !== 'accepted') throw failure('forbidden', 'Accept the request before you answer.')
  if (conversation.otherRequest === 'accepted') return
  const isTaken = conversation.otherRequest === 'pending' && (await mayMessage(reader, userId, conversation.otherId))
  if (!isTaken) throw failure('forbidden', 'This person does not take messages from you.')
}

/** Whether both have accepted the conversation: only then receipts, typing, presence and places pass between them. */
export function isMutual(conversation: ConversationAccess): boolean {
  return conversation.request === 'accepted' && conversation.otherRequest === 'accepted'
}

/** The key under which the conversation of two people is unique, whoever starts it. */
export function pairKey(one: string, other: string): string {
  return one < other ? `${one}:${other}` : `${other}:${one}`
}
