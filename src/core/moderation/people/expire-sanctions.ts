import type { Context } from '../../context.ts'
import { endActions } from './actions.ts'
import { applySanctions } from './apply-sanctions.ts'

/** Ends the sanctions whose time has come; answers how many. A warning has no end. */
export async function expireSanctions(context: Context, input: { signal?: AbortSignal } = {}): Promise<number> {
  const due = await context.db.read.all<{ id: string; userId: string }>(
    `SELECT id, user_id FROM moderation_actions
     WHERE ended_at IS NULL AND expires_at <= $1 AND user_id IS NOT NULL ORDER BY expires_at LIMIT 1000`,
    [context.now()],
  )
  const people = new Map<string, string[]>()
  for (const { id, userId } of due) people.set(userId, [...(people.get(userId) ?? []), id])
  let ended = 0
  for (const [userId, ids] of people) {
    if (input.signal?.aborted) break
    await context.write(async (unit) => {
      await endActions(unit, context, { ids, reason: 'expired', auditId: null })
      await applySanctions(unit, context, userId)
    })
    ended += ids.length
  }
  return ended
}
