import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { isSingleEmoji } from '../../lib/emoji.ts'
import { requireVoice } from '../accounts/index.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { requireOpen } from './access.ts'
import { holdMessage } from './message-access.ts'

export const reactToMessageInput = z.strictObject({
  emoji: z.string().min(1).max(24).refine(isSingleEmoji, 'This must be one emoji.'),
})

/**
 * Sets the reaction of the person who acts to a message of theirs or of the other; one each, the last one counts. Throws
 * `not_found`, `forbidden`, `account_silenced`.
 */
export async function reactToMessage(context: Context, messageId: string, input: { emoji: string }): Promise<void> {
  const { userId } = personOf(context.actor)
  requireVoice(context)
  await context.write(async (unit) => {
    const { message, conversation } = await holdMessage(unit, userId, messageId)
    if (message.isGone) throw failure('forbidden', 'The message was deleted.')
    await requireOpen(unit, conversation, userId)
    const changed = await unit.run(
      `INSERT INTO message_reactions (message_id, user_id, emoji, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (message_id, user_id) DO UPDATE SET emoji = excluded.emoji, created_at = excluded.created_at
       WHERE message_reactions.emoji <> excluded.emoji`,
      [messageId, userId, input.emoji, context.now()],
    )
    if (changed === 0) return
    await context.events.publish(unit, context, 'message.reacted', {
      messageId,
      conversationId: message.conversationId,
      senderId: message.senderId,
      userId,
    })
    await tell(unit, context, messageId, userId, conversation.otherId)
  })
}

/** Takes back the reaction of the person who acts; without one nothing changes. Throws `not_found`. */
export function unreactToMessage(context: Context, messageId: string): Promise<void> {
  const { userId } = personOf(context.actor)
  return context.write(async (unit) => {
    const { message, conversation } = await holdMessage(unit, userId, messageId)
    const removed = await unit.run('DELETE FROM message_reactions WHERE message_id = $1 AND user_id = $2', [
      messageId,
      userId,
    ])
    if (removed === 0) return
    await context.events.publish(unit, context, 'message.unreacted', {
      messageId,
      conversationId: message.conversationId,
      senderId: message.senderId,
      userId,
    })
    await tell(unit, context, messageId, userId, conversation.otherId)
  })
}

function tell(unit: Unit, context: Context, messageId: string, userId: string, otherId: string): Promise<void> {
  const entry = { type: 'message.reaction', subjectId: messageId, detail: { userId } }
  return appendToLog(unit, context, [
    { userId, ...entry },
    { userId: otherId, ...entry },
  ])
}
