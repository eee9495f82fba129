import { type Flag, type Reader, type RowQuery, rowQuery, viewerPairs } from '../../db/sql.ts'
import { gather } from '../../lib/gather.ts'
import { type MediaItem, mediaColumn } from '../media/index.ts'
import { visiblePersonSql } from '../people/index.ts'

/** A message as one of the two people may see it. */
export interface MessageRow {
  /** Whose view of it this is. */
  viewerId: string
  id: string
  conversationId: string
  clientId: string
  senderId: string
  text: string | null
  replyToId: string | null
  replySenderId: string | null
  replyText: string | null
  replyIsGone: Flag | null
  postId: string | null
  videoId: string | null
  locationId: string | null
  /** In their order, or null without any. */
  media: readonly MediaItem[] | null
  /** Whether the viewer has yet to accept the request that it belongs to: pictures are not shown then. */
  isUnaccepted: Flag
  /** Who and how, or null without any. */
  reactions: readonly (readonly [userId: string, emoji: string])[] | null
  editedAt: number | null
  isGone: Flag
  createdAt: number
}

/** The columns of `MessageRow`, read from `m`, with the message it answers to as `r`; `viewer` is a placeholder or a column. */
function messageColumns(viewer: string): { [Field in keyof MessageRow]: string } {
  return {
    viewerId: viewer,
    id: 'm.id',
    conversationId: 'm.conversation_id',
    clientId: 'm.client_id',
    senderId: 'm.sender_id',
    text: 'm.text',
    replyToId: 'm.reply_to_id',
    replySenderId: 'r.sender_id',
    replyText: 'r.text',
    replyIsGone: '(r.deleted_at IS NOT NULL OR r.hidden_at IS NOT NULL)',
    postId: 'm.post_id',
    videoId: 'm.video_id',
    locationId: 'm.location_id',
    media: `CASE WHEN m.media_count > 0 THEN ${mediaColumn('message_media a', 'a.message_id = m.id', 'a.media_id', 'a.position')} END`,
    isUnaccepted: `(m.media_count > 0 AND m.sender_id <> ${viewer} AND EXISTS (SELECT 1 FROM participants q
      WHERE q.conversation_id = m.conversation_id AND q.user_id = ${viewer} AND q.request <> 'accepted'))`,
    reactions: '(SELECT REACTIONS FROM message_reactions x WHERE x.message_id = m.id)',
    editedAt: 'm.edited_at',
    isGone: '(m.deleted_at IS NOT NULL OR m.hidden_at IS NOT NULL)',
    createdAt: 'm.created_at',
  }
}

const sqliteReactions = 'CASE WHEN count(*) > 0 THEN json_group_array(json_array(x.user_id, x.emoji)) END'
const postgresReactions =
  'CASE WHEN count(*) > 0 THEN json_agg(json_build_array(x.user_id, x.emoji) ORDER BY x.user_id)::text END'

/** A condition on `m`: the viewer has not deleted it for themself; `viewer` is a placeholder or a column. */
export function notRemovedSql(viewer: string): string {
  return `NOT EXISTS (SELECT 1 FROM message_removals d WHERE d.user_id = ${viewer} AND d.message_id = m.id)`
}

/**
 * A read of messages: `from` names their table as `m`, with whatever says whose view it is (`viewer`, a placeholder or a
 * column); `condition` and `order` say which and how.
 */
export function messageQuery(viewer: string, from: string, condition: string, order: string): RowQuery<MessageRow> {
  const query = rowQuery<MessageRow>(
    messageColumns(viewer),
    `FROM ${from} LEFT JOIN messages r ON r.id = m.reply_to_id WHERE ${condition} ORDER BY ${order}`,
    { json: ['media', 'reactions'] },
  )
  return {
    ...query,
    sqlite: query.sqlite.replace('REACTIONS', sqliteReactions),
    postgres: query.postgres.replace('REACTIONS', postgresReactions),
  }
}

function visiblePairs(dialect: 'sqlite' | 'postgres'): RowQuery<MessageRow> {
  return messageQuery(
    'w.viewer_id',
    `(${viewerPairs[dialect]}) w
     JOIN messages m ON m.id = w.id
     JOIN participants p ON p.conversation_id = m.conversation_id AND p.user_id = w.viewer_id
     JOIN participants o ON o.conversation_id = m.conversation_id AND o.user_id <> w.viewer_id
     JOIN users u ON u.id = o.user_id`,
    `${visiblePersonSql('u', 'w.viewer_id')} AND ${notRemovedSql('w.viewer_id')}`,
    'm.id',
  )
}

const byPair = { sqlite: visiblePairs('sqlite'), postgres: visiblePairs('postgres') }

/** Whose view of which message. */
export type MessagePair = readonly [viewerId: string, messageId: string]

/** Messages as their viewers may see them at this moment, in the order of their ids; what they may not see is left out. */
export async function readMessages(reader: Reader, wanted: readonly MessagePair[]): Promise<MessageRow[]> {
  if (wanted.length === 0) return []
  return reader.rows(byPair[reader.dialect], [JSON.stringify(wanted)])
}

const oneByOne = new WeakMap<Reader, (wanted: MessagePair) => Promise<MessageRow | undefined>>()

/** One message as its viewer may see it, or undefined; together with others that are asked for at the same moment. */
export function findMessage(reader: Reader, wanted: MessagePair): Promise<MessageRow | undefined> {
  let find = oneByOne.get(reader)
  if (find === undefined) {
    find = gather(async (all) => {
      const rows = await readMessages(reader, all)
      const found = new Map(rows.map((row) => [`${row.viewerId} ${row.id}`, row]))
      return all.map((pair) => found.get(pair.join(' ')))
    })
    oneByOne.set(reader, find)
  }
  return find(wanted)
}
