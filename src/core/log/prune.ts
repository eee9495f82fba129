import { day } from '../../lib/clock.ts'
import type { Context } from '../context.ts'

/** How long entries are kept (DESIGN.md, One log). */
export const logKeptMs = 30 * day

const atATime = 5000

/** Removes entries older than 30 days, some thousands a transaction; answers how many went. */
export async function pruneLog(context: Context, signal?: AbortSignal): Promise<number> {
  const before = context.now() - logKeptMs
  let removed = 0
  while (!signal?.aborted) {
    const some = await context.db.transaction(async (unit) => {
      const old = await unit.all<{ userId: string; seq: number }>(
        'SELECT user_id, max(seq) AS seq FROM (SELECT user_id, seq FROM events WHERE created_at < $1 ORDER BY created_at LIMIT $2) o GROUP BY user_id ORDER BY user_id',
        [before, atATime],
      )
      let count = 0
      for (const { userId, seq } of old) {
        count += await unit.run('DELETE FROM events WHERE user_id = $1 AND seq <= $2', [userId, seq])
        await unit.run('UPDATE event_heads SET pruned_seq = $2 WHERE user_id = $1 AND pruned_seq < $2', [userId, seq])
      }
      return count
    })
    if (some === 0) break
    removed += some
  }
  return removed
}
