import type { SqlValue } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { noteChanged, type ReadSelection, type Told } from './changes.ts'
import { idList } from './id-list.ts'

/** Marks them as read, in the unit of whatever made them so. The box of the person is held. */
export async function readOnes(
  unit: Unit,
  { userId, which, sessionId }: { userId: string; which: ReadSelection; sessionId?: string },
  told: Told,
): Promise<void> {
  const [condition, value] = conditionOf(unit, which)
  // The session of a sign-in in question does not see what is told of it, and so has not read it.
  const read = await unit.all<{ id: string }>(
    `UPDATE notifications SET read_place = place, is_unread = FALSE
     WHERE user_id = $1 AND is_unread AND ${condition} AND (session_id IS NULL OR session_id <> $3) RETURNING id`,
    [userId, value, sessionId ?? ''],
  )
  if (read.length === 0) return
  told.dirty.add(userId)
  // Who reads everything is told so by the number alone.
  if (!('all' in which)) for (const { id } of read) noteChanged(told, userId, id)
}

function conditionOf(unit: Unit, which: ReadSelection): [string, SqlValue] {
  if ('ids' in which) return [`id IN ${idList(unit.dialect, '$2')}`, JSON.stringify(which.ids)]
  if ('upTo' in which) {
    return ['place <= (SELECT t.place FROM notifications t WHERE t.id = $2 AND t.user_id = $1)', which.upTo]
  }
  if ('groupKey' in which) return ['group_key = $2', which.groupKey]
  if ('conversationId' in which) {
    const isRead = `NOT EXISTS (SELECT 1 FROM participants p WHERE p.conversation_id = $2 AND p.user_id = $1
      AND p.unread_count > 0)`
    return [`conversation_id = $2 AND (type <> 'message' OR ${isRead})`, which.conversationId]
  }
  return [`$2 = ''`, '']
}
