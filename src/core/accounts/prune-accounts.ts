import { day } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { sessionIdleMs, sessionLifetimeMs } from './session-cache.ts'
import { pruneSignInFailures } from './sign-in-guard.ts'

/** How long a session that ended is kept: it tells a known device from a strange one, and holds an address. */
const endedSessionsKeptMs = 90 * day

/** How long alerts and used links are kept. */
const alertsKeptMs = 180 * day
const linksKeptMs = 2 * day

/**
 * Removes what no rule needs any more: sessions that ended long ago (a person's newest stays, so that a strange device is
 * known as such), old alerts, links that have ended, counts of failures. For a job to repeat.
 */
export async function pruneAccounts(context: Context): Promise<{ sessions: number }> {
  const now = context.now()
  const sessions = await context.write(async (unit) => {
    await unit.run('DELETE FROM one_time_tokens WHERE expires_at < $1', [now - linksKeptMs])
    await unit.run('DELETE FROM login_alerts WHERE created_at < $1', [now - alertsKeptMs])
    return unit.run(
      `DELETE FROM sessions WHERE (ended_at < $1 OR last_seen_at < $2 OR created_at < $3)
         AND EXISTS (SELECT 1 FROM sessions newer WHERE newer.user_id = sessions.user_id AND newer.id > sessions.id)`,
      [
        now - endedSessionsKeptMs,
        now - endedSessionsKeptMs - sessionIdleMs,
        now - endedSessionsKeptMs - sessionLifetimeMs,
      ],
    )
  })
  await pruneSignInFailures(context)
  return { sessions }
}
