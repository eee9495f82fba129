import { type Flag, type Reader, type RowQuery, rowQuery, viewerPairs } from '../../db/sql.ts'
import { type PrefixedSummary, prefixedPersonColumns, visiblePersonSql } from '../people/index.ts'
import type { RequestState } from './access.ts'
import { readMessages } from './message-rows.ts'
import { type MessageView, viewMessages } from './message-views.ts'
import { onlineSql } from './presence.ts'

/** A conversation as one of its two people sees it. */
export interface ConversationRow extends PrefixedSummary<'other'> {
  viewerId: string
  id: string
  startedBy: string
  request: RequestState
  otherRequest: RequestState
  isMuted: Flag
  isArchived: Flag
  unreadCount: number
  readUpTo: string
  lastMessageId: string
  otherReadUpTo: string
  otherDeliveredUpTo: string
  /** Whether both let each other see receipts. */
  hasReceipts: Flag
  /** Whether both let each other see presence. */
  hasPresence: Flag
  isOnline: Flag
  lastSeenAt: number | null
  createdAt: number
  updatedAt: number
}

/** A conversation with the newest message the person has there. */
export interface ConversationView extends ConversationRow {
  lastMessage: MessageView | undefined
}

type Columns = { [Field in keyof ConversationRow]: string }

function columns(now: string): Columns {
  return {
    viewerId: 'p.user_id',
    id: 'p.conversation_id',
    startedBy: 'c.started_by',
    request: 'p.request',
    otherRequest: 'o.request',
    isMuted: 'p.is_muted',
    isArchived: 'p.is_archived',
    unreadCount: 'p.unread_count',
    readUpTo: 'p.read_up_to',
    lastMessageId: 'p.last_message_id',
    otherReadUpTo: 'o.read_up_to',
    otherDeliveredUpTo: 'o.delivered_up_to',
    hasReceipts: `(me.read_receipts AND u.read_receipts AND p.request = 'accepted' AND o.request = 'accepted')`,
    hasPresence: `(me.presence AND u.presence AND p.request = 'accepted' AND o.request = 'accepted')`,
    isOnline: onlineSql('o.user_id', now),
    lastSeenAt: 'u.last_seen_at',
    createdAt: 'c.created_at',
    updatedAt: 'p.updated_at',
    ...prefixedPersonColumns('u', 'other'),
  }
}

/**
 * A read of conversations. `from` names the sides to show as alias `p` of `participants`; `now` is a placeholder; `rest`
 * goes on after the conditions that leave out what does not exist for the viewer.
 */
export function conversationQuery(from: string, now: string, rest: string): RowQuery<ConversationRow> {
  return rowQuery<ConversationRow>(
    columns(now),
    `FROM ${from}
     JOIN participants o ON o.conversation_id = p.conversation_id AND o.user_id <> p.user_id
     JOIN conversations c ON c.id = p.conversation_id
     JOIN users me ON me.id = p.user_id
     JOIN users u ON u.id = o.user_id
     WHERE ${visiblePersonSql('u', 'p.user_id')} ${rest}`,
  )
}

function ofPairs(dialect: 'sqlite' | 'postgres'): RowQuery<ConversationRow> {
  const from = `(${viewerPairs[dialect]}) k JOIN participants p ON p.conversation_id = k.id AND p.user_id = k.viewer_id`
  return conversationQuery(from, '$2', '')
}

const byPair = { sqlite: ofPairs('sqlite'), postgres: ofPairs('postgres') }

/** Whose view of which conversation. */
export type ConversationPair = readonly [viewerId: string, conversationId: string]

/** Conversations as their viewers may see them at this moment, in no order; the others are left out. */
export async function readConversations(
  reader: Reader,
  wanted: readonly ConversationPair[],
  now: number,
): Promise<ConversationView[]> {
  if (wanted.length === 0) return []
  return withLastMessages(reader, await reader.rows(byPair[reader.dialect], [JSON.stringify(wanted), now]), now)
}

/** Adds the newest message to each conversation, by one question for all of them. */
export async function withLastMessages(
  reader: Reader,
  rows: readonly ConversationRow[],
  now: number,
): Promise<ConversationView[]> {
  const wanted = rows.filter((row) => row.lastMessageId !== '' && row.lastMessageId !== row.id)
  const found = await readMessages(
    reader,
    wanted.map((row) => [row.viewerId, row.lastMessageId] as const),
  )
  const messages = new Map(
    (await viewMessages(reader, found, now)).map((view) => [`${view.viewerId} ${view.id}`, view]),
  )
  return rows.map((row) => ({ ...row, lastMessage: messages.get(`${row.viewerId} ${row.lastMessageId}`) }))
}
