import type { Unit } from '../../db/unit.ts'
import { notRemovedSql } from './message-rows.ts'

/** An expression: the messages that a person has not read in a conversation; all three are placeholders. */
export function unreadSql(conversation: string, userId: string, readUpTo: string): string {
  return `(SELECT count(*) FROM messages m WHERE m.conversation_id = ${conversation} AND m.id > ${readUpTo}
    AND m.sender_id <> ${userId} AND m.deleted_at IS NULL AND m.hidden_at IS NULL AND ${notRemovedSql(userId)})`
}

/** Counts what a person has not read anew, after a message went; the conversation is held. */
export async function recountUnread(unit: Unit, conversationId: string, userId: string): Promise<void> {
  await unit.run(
    `UPDATE participants SET unread_count = ${unreadSql('$1', '$2', 'read_up_to')}
     WHERE conversation_id = $1 AND user_id = $2`,
    [conversationId, userId],
  )
}
