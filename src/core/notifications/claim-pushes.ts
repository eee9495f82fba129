import type { PushMessage, PushSubscription } from '../../clients/push/index.ts'
import type { Flag } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { minute } from '../../lib/clock.ts'
import { endOfHours } from '../../lib/time-zone.ts'
import { sessionIdleMs, sessionLifetimeMs } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { takeTurn } from '../turns.ts'
import { hoursOf } from './preferences.ts'
import { wordsOfPush } from './push-words.ts'
import { type NotificationTypeName, notificationTypes, typeOf } from './types.ts'
import { type NotificationRow, type NotificationView, notificationColumns, viewNotifications } from './views.ts'

/** A push that is this process's to send now. */
export interface ClaimedPush {
  subscriptionId: string
  notificationId: string
  version: number
  tries: number
  kind: 'webpush' | 'fcm'
  type: string
  to: PushSubscription
  message: PushMessage
}

/** How many pushes are claimed at a time. */
export const claimSize = 50

/** A push claimed by a process that died is free again after this long. */
const leaseMs = 2 * minute

interface OutboxRow {
  subscriptionId: string
  notificationId: string
  actKey: string
  version: number
  tries: number
  expiresAt: number
  userId: string
  kind: 'webpush' | 'fcm'
  address: string
  p256dh: string | null
  auth: string | null
  status: string
  previews: Flag | null
  unreadCount: number | null
  quietFrom: string | null
  quietTo: string | null
  quietTimeZone: string | null
  isListed: Flag | null
  isUndone: Flag
  push: Flag | null
  isSessionOver: Flag
  retryAt: number | null
}

const dueRows = `SELECT o.subscription_id, o.notification_id, o.act_key, o.version, o.tries, o.expires_at, s.user_id, s.kind,
    s.address, s.p256dh, s.auth, u.status, b.previews, b.unread_count, b.quiet_from, b.quiet_to, b.quiet_time_zone,
    s.retry_at, a.is_listed, (a.undone_at IS NOT NULL) AS is_undone, p.push,
    (z.ended_at IS NOT NULL OR z.last_seen_at <= $2 OR z.created_at <= $3) AS is_session_over
  FROM push_outbox o
  JOIN push_subscriptions s ON s.id = o.subscription_id
  JOIN users u ON u.id = s.user_id
  JOIN sessions z ON z.id = s.session_id
  JOIN notifications n ON n.id = o.notification_id
  LEFT JOIN notification_boxes b ON b.user_id = s.user_id
  LEFT JOIN notification_acts a ON a.user_id = s.user_id AND a.act_key = o.act_key
  LEFT JOIN notification_preferences p ON p.user_id = s.user_id AND p.type = n.type
  WHERE o.next_at <= $1 ORDER BY o.next_at, o.subscription_id, o.notification_id LIMIT ${claimSize}`

/**
 * Takes what is due: leaves out what is read, gone or no longer wanted, lets wait what falls into quiet hours, finds the
 * words of the rest, and commits that before anything is sent. Answers how many were due, and those to send.
 */
export async function claimPushes(context: Context): Promise<{ due: number; pushes: ClaimedPush[] }> {
  const now = context.now()
  return context.write(async (unit) => {
    await takeTurn(unit, context, 'push')
    const rows = await unit.all<OutboxRow>(dueRows, [now, now - sessionIdleMs, now - sessionLifetimeMs])
    const views = await viewsOf(unit, rows)
    const pushes: ClaimedPush[] = []
    for (const row of rows) {
      const claimed = await claimOne(unit, context, row, views.get(row.notificationId))
      if (claimed !== undefined) pushes.push(claimed)
    }
    return { due: rows.length, pushes }
  })
}

async function viewsOf(unit: Unit, rows: readonly OutboxRow[]): Promise<Map<string, NotificationView>> {
  if (rows.length === 0) return new Map()
  const ids = [...new Set(rows.map((row) => row.notificationId))]
  const columns = Object.entries(notificationColumns).map(([field, column]) => `${column} AS ${snake(field)}`)
  const found = await unit.all<NotificationRow>(
    `SELECT ${columns.join(', ')} FROM notifications n WHERE n.id IN (${ids.map((_, index) => `$${index + 1}`)})`,
    ids,
  )
  return new Map((await viewNotifications(unit, found)).map((view) => [view.id, view]))
}

function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

async function claimOne(
  unit: Unit,
  context: Context,
  row: OutboxRow,
  view: NotificationView | undefined,
): Promise<ClaimedPush | undefined> {
  const now = context.now()
  if (row.isSessionOver) {
    // Sessions that end by their age are not told of; the device is signed out all the same.
    await unit.run('DELETE FROM push_subscriptions WHERE id = $1', [row.subscriptionId])
    return undefined
  }
  if (view === undefined || !isStillNews(row, view, now)) {
    await dropPush(unit, row)
    return undefined
  }
  const { quiet } = typeOf(view.type)
  const hours = hoursOf(row)
  const quietUntil = quiet === 'passes' || hours === null ? null : endOfHours(hours, now)
  if (quietUntil !== null) {
    if (quiet === 'dropped' || quietUntil >= row.expiresAt) await dropPush(unit, row)
    else await setNext(unit, row, quietUntil)
    return undefined
  }
  if (row.retryAt !== null && row.retryAt > now) {
    await setNext(unit, row, row.retryAt)
    return undefined
  }
  await unit.run(
    `UPDATE push_outbox SET next_at = $3, tries = tries + 1 WHERE subscription_id = $1 AND notification_id = $2`,
    [row.subscriptionId, row.notificationId, now + leaseMs],
  )
  await unit.run('UPDATE notifications SET pushed_at = $2 WHERE id = $1', [row.notificationId, now])
  const facts = {
    community: context.settings.get('instance.name'),
    previews: Boolean(row.previews ?? true),
    unread: row.unreadCount ?? 0,
  }
  return {
    subscriptionId: row.subscriptionId,
    notificationId: row.notificationId,
    version: row.version,
    tries: row.tries + 1,
    kind: row.kind,
    type: view.type,
    to: destinationOf(row),
    message: wordsOfPush(view, facts),
  }
}

// Read meanwhile, taken back, hidden, or not wanted any more: then nobody is disturbed.
function isStillNews(row: OutboxRow, view: NotificationView, now: number): boolean {
  if (row.expiresAt <= now || row.status !== 'active') return false
  const type = notificationTypes[view.type as NotificationTypeName]
  if (type === undefined) return false
  const isLocked = (type.locked as readonly string[]).includes('push')
  if (!isLocked && !(row.push ?? type.push)) return false
  if (view.isUnread) return true
  // What is left out of the list is told by push alone, and has no other state than being done.
  return row.isListed !== null && !row.isListed && !row.isUndone
}

/** Where a subscription takes its pushes. */
export function destinationOf(row: {
  kind: 'webpush' | 'fcm'
  address: string
  p256dh: string | null
  auth: string | null
}): PushSubscription {
  if (row.kind === 'fcm') return { kind: 'fcm', token: row.address }
  return { kind: 'webpush', endpoint: row.address, p256dh: row.p256dh ?? '', auth: row.auth ?? '' }
}

async function dropPush(unit: Unit, row: OutboxRow): Promise<void> {
  await unit.run('DELETE FROM push_outbox WHERE subscription_id = $1 AND notification_id = $2', [
    row.subscriptionId,
    row.notificationId,
  ])
}

async function setNext(unit: Unit, row: OutboxRow, at: number): Promise<void> {
  await unit.run('UPDATE push_outbox SET next_at = $3 WHERE subscription_id = $1 AND notification_id = $2', [
    row.subscriptionId,
    row.notificationId,
    at,
  ])
}
