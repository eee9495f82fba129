import { type Flag, rowQuery } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { notFound } from '../errors.ts'
import { type ConversationAccess, holdConversation } from './access.ts'
import { notRemovedSql } from './message-rows.ts'

/** What decides about a change to a message. */
export interface MessageAccess {
  id: string
  conversationId: string
  senderId: string
  text: string | null
  postId: string | null
  videoId: string | null
  locationId: string | null
  mediaCount: number
  isGone: Flag
  createdAt: number
}

const access = rowQuery<MessageAccess>(
  {
    id: 'm.id',
    conversationId: 'm.conversation_id',
    senderId: 'm.sender_id',
    text: 'm.text',
    postId: 'm.post_id',
    videoId: 'm.video_id',
    locationId: 'm.location_id',
    mediaCount: 'm.media_count',
    isGone: '(m.deleted_at IS NOT NULL OR m.hidden_at IS NOT NULL)',
    createdAt: 'm.created_at',
  },
  `FROM messages m WHERE m.id = $1 AND ${notRemovedSql('$2')}`,
)

/** A message for a change, with its conversation held until the unit ends. Throws `not_found`. */
export async function holdMessage(
  unit: Unit,
  userId: string,
  messageId: string,
): Promise<{ message: MessageAccess; conversation: ConversationAccess }> {
  const place = await unit.get<{ conversationId: string }>('SELECT conversation_id FROM messages WHERE id = $1', [
    messageId,
  ])
  if (place === undefined) throw notFound()
  const conversation = await holdConversation(unit, userId, place.conversationId)
  const message = await unit.row(access, [messageId, userId])
  if (message === undefined) throw notFound()
  return { message, conversation }
}
