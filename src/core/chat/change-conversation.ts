import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { type ConversationAccess, holdConversation } from './access.ts'
import { endLocations } from './end-locations.ts'
import { forgetPassage } from './passage.ts'

export const changeConversationInput = z
  .strictObject({
    muted: z.boolean(),
    archived: z.boolean(),
    request: z.enum(['accepted', 'refused']).describe('The answer to a stranger; it may be changed later.'),
  })
  .partial()

export type ChangeConversationInput = z.output<typeof changeConversationInput>

/**
 * Mutes, archives or answers a conversation, for the person who acts. Throws `not_found`, or `forbidden` for an answer by
 * the one who began.
 */
export function changeConversation(
  context: Context,
  conversationId: string,
  input: ChangeConversationInput,
): Promise<void> {
  const { userId } = personOf(context.actor)
  return context.write(async (unit) => {
    const conversation = await holdConversation(unit, userId, conversationId)
    const isChanged = await changeOwnSide(unit, context, conversation, userId, input)
    if (input.request !== undefined) await answerRequest(unit, context, conversation, userId, input.request)
    if (!isChanged) return
    await appendToLog(unit, context, [{ userId, type: 'conversation.updated', subjectId: conversationId }])
  })
}

async function changeOwnSide(
  unit: Unit,
  context: Context,
  conversation: ConversationAccess,
  userId: string,
  input: ChangeConversationInput,
): Promise<boolean> {
  const changed = await unit.run(
    `UPDATE participants SET is_muted = COALESCE($3, is_muted), is_archived = COALESCE($4, is_archived), updated_at = $5
     WHERE conversation_id = $1 AND user_id = $2
       AND (is_muted <> COALESCE($3, is_muted) OR is_archived <> COALESCE($4, is_archived))`,
    [conversation.id, userId, input.muted ?? null, input.archived ?? null, context.now()],
  )
  return changed > 0
}

async function answerRequest(
  unit: Unit,
  context: Context,
  conversation: ConversationAccess,
  userId: string,
  answer: 'accepted' | 'refused',
): Promise<void> {
  if (conversation.startedBy === userId) throw failure('forbidden', 'Only the person who was asked can answer.')
  if (conversation.request === answer) return
  await unit.run('UPDATE participants SET request = $3, updated_at = $4 WHERE conversation_id = $1 AND user_id = $2', [
    conversation.id,
    userId,
    answer,
    context.now(),
  ])
  forgetPassage(unit, context, [userId, conversation.otherId])
  await appendToLog(unit, context, [{ userId, type: 'conversation.updated', subjectId: conversation.id }])
  // A refusal is not told: to the one who asked it looks like waiting.
  if (answer === 'accepted') {
    const entry = { userId: conversation.otherId, type: 'conversation.updated', subjectId: conversation.id }
    await appendToLog(unit, context, [entry])
  } else {
    await context.events.publish(unit, context, 'conversation.refused', { userId, conversationId: conversation.id })
    await endLocations(unit, context, { conversationId: conversation.id, reason: 'refused' })
  }
}
