import { day, hour } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { postMail } from '../mail/index.ts'
import { holdBoxes } from './boxes.ts'
import { nextDigestAt, readPreferences, timeZoneOf } from './preferences.ts'
import { notificationTypeNames } from './types.ts'

const atATime = 100

/**
 * Mails those who want it what is unread and came since their last digest, counted by type: no names, and nothing of what
 * was written. Who has nothing new gets no mail. Answers how many mails were posted.
 */
export async function sendDigests(context: Context, signal?: AbortSignal): Promise<{ sent: number; empty: number }> {
  const counts = { sent: 0, empty: 0 }
  while (!signal?.aborted) {
    const due = await context.db.read.all<{ userId: string }>(
      'SELECT user_id FROM notification_boxes WHERE digest_due_at <= $1 ORDER BY digest_due_at, user_id LIMIT $2',
      [context.now(), atATime],
    )
    for (const { userId } of due) {
      if (signal?.aborted) break
      const outcome = await sendDigest(context, userId)
      if (outcome !== undefined) counts[outcome] += 1
    }
    if (due.length < atATime) break
  }
  return counts
}

interface DueBox {
  digest: 'daily' | 'weekly' | 'off'
  digestUpTo: string
  status: string
  emailVerifiedAt: number | null
}

function sendDigest(context: Context, userId: string): Promise<'sent' | 'empty' | undefined> {
  return context.write(async (unit) => {
    await holdBoxes(unit, [userId])
    const now = context.now()
    // Two processes may have found the same box; the second finds it done.
    const box = await unit.get<DueBox>(
      `SELECT b.digest, b.digest_up_to, u.status, u.email_verified_at FROM notification_boxes b
       JOIN users u ON u.id = b.user_id WHERE b.user_id = $1 AND b.digest_due_at <= $2`,
      [userId, now],
    )
    if (box === undefined) return undefined
    const morning = nextDigestAt(await timeZoneOf(unit, userId), now)
    // A week later at the same time of day, however clocks are changed in between.
    const next =
      box.digest === 'weekly' ? nextDigestAt(await timeZoneOf(unit, userId), morning + 6 * day - hour) : morning
    const news = await unit.all<{ type: string; count: number; newest: string }>(
      `SELECT type, count(*) AS count, max(place) AS newest FROM notifications
       WHERE user_id = $1 AND is_unread AND place > $2 GROUP BY type`,
      [userId, box.digestUpTo],
    )
    const { types } = await readPreferences(unit, userId)
    const wanted = news.filter(
      ({ type }) => types[type as keyof typeof types]?.email === true && type !== 'login_alert',
    )
    const upTo = [box.digestUpTo, ...news.map(({ newest }) => newest)].sort().at(-1)!
    await unit.run('UPDATE notification_boxes SET digest_due_at = $2, digest_up_to = $3 WHERE user_id = $1', [
      userId,
      next,
      upTo,
    ])
    // An address that nobody has confirmed may be a stranger's.
    if (wanted.length === 0 || box.status !== 'active' || box.emailVerifiedAt === null) return 'empty'
    const inOrder = notificationTypeNames.filter((name) => wanted.some(({ type }) => type === name))
    const data = Object.fromEntries(
      inOrder.map((name) => [name, String(wanted.find(({ type }) => type === name)!.count)]),
    )
    await postMail(unit, context, { kind: 'digest', to: { userId }, data, mergeKey: `digest:${userId}` })
    return 'sent'
  })
}
