import type { Unit } from '../../db/unit.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { recordDeletions } from '../deletions/index.ts'
import { failure } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { releaseMedia } from '../media/index.ts'
import { endLocations } from './end-locations.ts'
import { holdMessage, type MessageAccess } from './message-access.ts'
import { forgetWords } from './message-words.ts'
import { recountUnread } from './unread.ts'

/**
 * Deletes a message: for `me` it goes from one's own view alone, for `everyone` a tombstone stays in both, and text, edits,
 * reactions, media and words of the index are gone. Deleting again changes nothing. Throws `not_found`, or `forbidden` for
 * another's message.
 */
export function deleteMessage(context: Context, messageId: string, forWhom: 'me' | 'everyone'): Promise<void> {
  const { userId } = personOf(context.actor)
  return context.write(async (unit) => {
    const { message, conversation } = await holdMessage(unit, userId, messageId)
    if (forWhom === 'me') return removeForOne(unit, context, message, userId)
    if (message.senderId !== userId) throw failure('forbidden', 'Only the sender can delete a message for everyone.')
    await eraseMessage(unit, context, message, conversation.otherId)
  })
}

async function removeForOne(unit: Unit, context: Context, message: MessageAccess, userId: string): Promise<void> {
  await unit.run('INSERT INTO message_removals (user_id, message_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    userId,
    message.id,
  ])
  await unit.run(
    `UPDATE participants SET last_message_id = COALESCE((SELECT max(m.id) FROM messages m
       WHERE m.conversation_id = $1 AND NOT EXISTS (SELECT 1 FROM message_removals d
         WHERE d.user_id = $2 AND d.message_id = m.id)), conversation_id)
     WHERE conversation_id = $1 AND user_id = $2 AND last_message_id = $3`,
    [message.conversationId, userId, message.id],
  )
  await recountUnread(unit, message.conversationId, userId)
  await appendToLog(unit, context, [{ userId, type: 'message.deleted', subjectId: message.id }])
}

/** Makes a message a tombstone, in the unit of whoever decided it; `otherId` is the person who received it. */
export async function eraseMessage(
  unit: Unit,
  context: Context,
  message: Pick<MessageAccess, 'id' | 'conversationId' | 'senderId' | 'text' | 'locationId'>,
  otherId: string,
): Promise<void> {
  const { id, conversationId, senderId } = message
  const now = context.now()
  const media = await unit.all<{ mediaId: string }>(
    'SELECT media_id FROM message_media WHERE message_id = $1 ORDER BY position',
    [id],
  )
  const erased = await unit.run('UPDATE messages SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL', [id, now])
  if (erased === 0) return
  // Before anything goes, so that evidence for an open report can still be taken.
  const mediaIds = media.map((item) => item.mediaId)
  await context.events.publish(unit, context, 'message.deleted', { messageId: id, conversationId, senderId, mediaIds })
  await recordDeletions(unit, context, 'message', [id])
  await forgetWords(unit, { messageId: id, conversationId }, message.text)
  for (const table of ['message_edits', 'message_reactions', 'message_media']) {
    await unit.run(`DELETE FROM ${table} WHERE message_id = $1`, [id])
  }
  if (mediaIds.length > 0) await releaseMedia(unit, context, { type: 'message', id })
  if (message.locationId !== null) {
    await endLocations(unit, context, { locationId: message.locationId, reason: 'message_deleted' })
  }
  await unit.run(
    `UPDATE messages SET text = NULL, post_id = NULL, video_id = NULL, reply_to_id = NULL, media_count = 0,
       edited_at = NULL WHERE id = $1`,
    [id],
  )
  await recountUnread(unit, conversationId, otherId)
  await appendToLog(unit, context, [
    { userId: senderId, type: 'message.deleted', subjectId: id },
    { userId: otherId, type: 'message.deleted', subjectId: id },
  ])
}
