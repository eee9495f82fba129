import { day } from '../../lib/clock.ts'
import { firstIdAt } from '../../lib/ids.ts'
import { sessionIdleMs, sessionLifetimeMs } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { changeNotifications } from './change-notifications.ts'
import { rememberedMs } from './record-act.ts'
import { oneAct } from './scopes.ts'

/** How long a notification is kept after the last that happened, read or not. */
export const notificationsKeptMs = 90 * day

const atATime = 200

/** Removes notifications of which nothing happened for 90 days, acts taken back that are remembered no longer, and pushes of no use; answers how many acts. */
export async function pruneNotifications(context: Context, signal?: AbortSignal): Promise<{ removed: number }> {
  let removed = 0
  const acts = 'SELECT a.user_id, a.act_key FROM notification_acts a'
  const old = `${acts} JOIN notifications n ON n.id = a.notification_id WHERE n.place < $1`
  for (const [due, value] of [
    [old, firstIdAt(context.now() - notificationsKeptMs)],
    [`${acts} WHERE a.undone_at < $1`, context.now() - rememberedMs],
  ] as const) {
    while (!signal?.aborted) {
      const some = await context.write(async (unit) => {
        const found = await unit.all<{ userId: string; actKey: string }>(`${due} LIMIT ${atATime}`, [value])
        for (const { userId, actKey } of found) {
          changeNotifications(unit, context, [{ kind: 'remove', scope: oneAct(userId, actKey) }])
        }
        return found.length
      })
      removed += some
      if (some < atATime) break
    }
  }
  const now = context.now()
  await context.write(async (unit) => {
    await unit.run('DELETE FROM push_outbox WHERE expires_at < $1', [now])
    // Of sessions that ended by their age, of which nobody was told.
    await unit.run(
      `DELETE FROM push_subscriptions WHERE session_id IN (SELECT id FROM sessions
         WHERE ended_at IS NOT NULL OR last_seen_at <= $1 OR created_at <= $2)`,
      [now - sessionIdleMs, now - sessionLifetimeMs],
    )
  })
  return { removed }
}
