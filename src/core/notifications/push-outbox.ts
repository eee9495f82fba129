import type { Unit } from '../../db/unit.ts'
import { second } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { type NotificationTypeName, notificationTypes } from './types.ts'

/** What the doorbell says when there are pushes to send. */
export const pushTopic = 'push'

/** Whoever is online may be reading it at this moment; a push goes only if they have not after so long. */
const onlineGraceMs = 5 * second

/**
 * Puts a push into the outbox for each device of a person, in the transaction of what it tells: nothing leaves before the
 * commit, and a crash after it loses nothing. Rows hold references alone; the words are made when it goes, from what is
 * true then. One that waits already for the same notification takes its place.
 */
export async function postPush(
  unit: Unit,
  context: Context,
  push: {
    userId: string
    type: NotificationTypeName
    actKey: string
    notificationId: string
    /** When the last push of this notification went. */
    pushedAt: number | null
    sessionId?: string | null
  },
): Promise<void> {
  const now = context.now()
  const { pauseMs, ttlMs, quiet } = notificationTypes[push.type]
  const from = push.pushedAt === null ? now : Math.max(now, push.pushedAt + pauseMs)
  const grace = quiet === 'passes' ? 0 : onlineGraceMs
  const posted = await unit.run(
    `INSERT INTO push_outbox (subscription_id, notification_id, act_key, next_at, expires_at, created_at)
     SELECT s.id, $2, $3, CAST($4 AS BIGINT) + CASE WHEN EXISTS (SELECT 1 FROM presences v
         WHERE v.user_id = $1 AND v.online_until > $5) THEN CAST($6 AS BIGINT) ELSE 0 END, $7, $5
     FROM push_subscriptions s WHERE s.user_id = $1 AND s.session_id <> $8 ORDER BY s.id
     ON CONFLICT (subscription_id, notification_id) DO UPDATE SET act_key = excluded.act_key,
       version = push_outbox.version + 1, expires_at = excluded.expires_at`,
    [
      push.userId,
      push.notificationId,
      push.actKey,
      from,
      now,
      grace,
      now + ttlMs,
      // The device whose sign-in is in question is not asked about it.
      push.sessionId ?? '',
    ],
  )
  if (posted > 0) unit.afterCommit(() => context.clients.doorbell.ring(pushTopic, null))
}
