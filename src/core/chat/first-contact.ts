import type { Unit } from '../../db/unit.ts'
import { day, second } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import type { ConversationAccess } from './access.ts'

/** So many strangers may get a first message from one person in 24 hours (SAFETY.md RL5). */
export const firstContactsADay = 20

/**
 * Counts the first message to a stranger, in the unit that sends it: everything else passes. Counted in the database, so
 * that a restart or another process forgives nothing. Throws `rate_limited`.
 */
export async function countFirstContact(
  unit: Unit,
  context: Context,
  conversation: ConversationAccess,
  userId: string,
): Promise<void> {
  if (conversation.otherRequest === 'accepted' || conversation.requestedAt !== null) return
  const now = context.now()
  await unit.run('UPDATE conversations SET requested_at = $2 WHERE id = $1', [conversation.id, now])
  if (!context.instance.rateLimits) return
  // Two first messages at the same moment must each see the other.
  if (unit.dialect === 'postgres') await unit.get('SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId])
  const since = await unit.all<{ requestedAt: number }>(
    `SELECT requested_at FROM conversations WHERE started_by = $1 AND requested_at > $2
     ORDER BY requested_at LIMIT $3`,
    [userId, now - day, firstContactsADay + 1],
  )
  if (since.length <= firstContactsADay) return
  const retryAfterSeconds = Math.max(1, Math.ceil((since[0]!.requestedAt + day - now) / second))
  throw failure('rate_limited', `At most ${firstContactsADay} people who do not know you may be written to in a day.`, {
    retryAfterSeconds,
  })
}
