import { z } from 'zod'
import { hour } from '../../lib/clock.ts'
import { proseField } from '../../lib/fields.ts'
import { isBlank } from '../../lib/text-limits.ts'
import { requireConsents, requireVoice } from '../accounts/index.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure, invalidField } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { requireOpen } from './access.ts'
import { holdMessage, type MessageAccess } from './message-access.ts'
import { forgetWords, indexWords } from './message-words.ts'
import { messageMaxLength } from './send-message.ts'

/** For so long after sending its text may be changed. */
export const editableMs = 24 * hour

export const editMessageInput = z.strictObject({ text: proseField(messageMaxLength) })

/**
 * Changes the text of a message of one's own; what it said before is kept for reports. The same text changes nothing.
 * Throws `not_found`, `forbidden` (another's message, too late, deleted), `validation_failed`, `account_silenced`.
 */
export async function editMessage(context: Context, messageId: string, input: { text: string }): Promise<void> {
  const { userId } = personOf(context.actor)
  requireVoice(context)
  await requireConsents(context, userId)
  await context.write(async (unit) => {
    const { message, conversation } = await holdMessage(unit, userId, messageId)
    const now = context.now()
    requireEditable(message, userId, now)
    await requireOpen(unit, conversation, userId)
    requireContent(message, input.text)
    if (input.text === message.text) return
    await unit.run(
      `INSERT INTO message_edits (message_id, number, text, edited_at)
       SELECT $1, 1 + COALESCE((SELECT max(number) FROM message_edits WHERE message_id = $1), 0), $2, $3`,
      [messageId, message.text, now],
    )
    await forgetWords(unit, { messageId, conversationId: message.conversationId }, message.text)
    await unit.run('UPDATE messages SET text = $2, edited_at = $3 WHERE id = $1', [messageId, input.text, now])
    await indexWords(unit, messageId, input.text)
    await context.events.publish(unit, context, 'message.edited', {
      messageId,
      conversationId: message.conversationId,
      senderId: userId,
    })
    await appendToLog(unit, context, [
      { userId, type: 'message.updated', subjectId: messageId },
      { userId: conversation.otherId, type: 'message.updated', subjectId: messageId },
    ])
  })
}

function requireEditable(message: MessageAccess, userId: string, now: number): void {
  if (message.senderId !== userId) throw failure('forbidden', 'Only the sender can change a message.')
  if (message.isGone) throw failure('forbidden', 'The message was deleted.')
  if (now - message.createdAt > editableMs) throw failure('forbidden', 'A message can be changed for 24 hours.')
}

function requireContent(message: MessageAccess, text: string): void {
  const hasMore =
    message.mediaCount > 0 || message.postId !== null || message.videoId !== null || message.locationId !== null
  if (!hasMore && isBlank(text)) throw invalidField('text', 'The text of this message is all it has.')
}
