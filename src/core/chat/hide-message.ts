import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { appendToLog } from '../log/index.ts'
import { forgetWords, indexWords } from './message-words.ts'
import { recountUnread } from './unread.ts'

interface Hidden {
  conversationId: string
  text: string | null
  senderId: string
}

/** Takes a message out of both views, in the unit of an operator's decision; a tombstone stays. Answers whether it was visible. */
export function hideMessage(unit: Unit, context: Context, messageId: string): Promise<boolean> {
  return setHidden(unit, context, messageId, context.now())
}

/** Takes `hideMessage` back. Answers whether it was hidden. */
export function restoreMessage(unit: Unit, context: Context, messageId: string): Promise<boolean> {
  return setHidden(unit, context, messageId, null)
}

async function setHidden(unit: Unit, context: Context, messageId: string, at: number | null): Promise<boolean> {
  const message = await unit.get<Hidden>(
    `UPDATE messages SET hidden_at = $2 WHERE id = $1 AND deleted_at IS NULL
       AND hidden_at IS ${at === null ? 'NOT NULL' : 'NULL'} RETURNING conversation_id, text, sender_id`,
    [messageId, at],
  )
  if (message === undefined) return false
  const { conversationId, text } = message
  if (at === null) await indexWords(unit, messageId, text)
  else await forgetWords(unit, { messageId, conversationId }, text)
  const people = await unit.all<{ userId: string }>(
    'SELECT user_id FROM participants WHERE conversation_id = $1 ORDER BY user_id',
    [conversationId],
  )
  for (const { userId } of people) await recountUnread(unit, conversationId, userId)
  if (at !== null) await context.events.publish(unit, context, 'message.hidden', { messageId, conversationId })
  const type = at === null ? 'message.updated' : 'message.deleted'
  await appendToLog(
    unit,
    context,
    people.map(({ userId }) => ({ userId, type, subjectId: messageId })),
  )
  return true
}
