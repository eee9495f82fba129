import type { Flag } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { noteChanged, type Scope, type Told } from './changes.ts'

/** Somebody who takes an act back and does it again is told of so often within the time it is remembered. */
const shownReturns = 1

/**
 * A condition on `notification_acts`: whether the act should be shown. Who did it has an active account; the post and the
 * comment it stands at are hidden by nobody and by people whose accounts are active.
 */
export const showsSql = `(notification_acts.is_listed AND notification_acts.undone_at IS NULL
  AND notification_acts.returns <= ${shownReturns}
  AND (notification_acts.actor_id IS NULL OR EXISTS (SELECT 1 FROM users su
    WHERE su.id = notification_acts.actor_id AND su.status = 'active'))
  AND (notification_acts.comment_id IS NULL OR EXISTS (SELECT 1 FROM comments sc
    WHERE sc.id = notification_acts.comment_id AND sc.is_counted))
  AND (notification_acts.post_id IS NULL OR EXISTS (SELECT 1 FROM posts sp JOIN users spu ON spu.id = sp.author_id
    WHERE sp.id = notification_acts.post_id AND sp.hidden_at IS NULL AND spu.status = 'active')))`

const newest = `(SELECT max(a.place) FROM notification_acts a
  WHERE a.notification_id = notifications.id AND a.is_shown = TRUE)`

/** What a notification shows, as its acts say: assignments for an UPDATE of `notifications`, all but the number of people. */
export const settledSql = `place = COALESCE(${newest}, place), is_shown = (${newest} IS NOT NULL),
  is_unread = (COALESCE(${newest}, '') > read_place)`

/** An expression: how many people did what a notification shows. */
export const actorsSql = `(SELECT count(DISTINCT a.actor_id) FROM notification_acts a
  WHERE a.notification_id = notifications.id AND a.is_shown = TRUE)`

/** Whose notifications the acts of these scopes belong to. */
export async function recipientsOf(unit: Unit, scopes: readonly Scope[]): Promise<string[]> {
  const people = new Set<string>()
  for (const { sql, params } of scopes) {
    const rows = await unit.all<{ userId: string }>(`SELECT DISTINCT s.user_id FROM (${sql}) s`, params)
    for (const { userId } of rows) people.add(userId)
  }
  return [...people]
}

interface Touched {
  notificationId: string
  userId: string
}

/** Shows what should be shown of these acts and hides the rest. The boxes of all concerned are held. */
export async function showAnew(unit: Unit, { sql, params }: Scope, told: Told): Promise<void> {
  const turned = await unit.all<Touched>(
    `UPDATE notification_acts SET is_shown = NOT is_shown
     WHERE (user_id, act_key) IN (SELECT s.user_id, s.act_key FROM (${sql}) s) AND is_shown <> ${showsSql}
     RETURNING notification_id, user_id`,
    params,
  )
  await settleAll(unit, turned, told)
}

/** Removes these acts, and the notifications that told of nothing else. The boxes of all concerned are held. */
export async function removeActs(unit: Unit, { sql, params }: Scope, told: Told): Promise<void> {
  const removed = await unit.all<Touched>(
    `DELETE FROM notification_acts WHERE (user_id, act_key) IN (SELECT s.user_id, s.act_key FROM (${sql}) s)
     RETURNING notification_id, user_id`,
    params,
  )
  await settleAll(unit, removed, told)
}

async function settleAll(unit: Unit, touched: readonly Touched[], told: Told): Promise<void> {
  const owners = new Map(touched.map(({ notificationId, userId }) => [notificationId, userId]))
  for (const notificationId of [...owners.keys()].sort()) {
    const userId = owners.get(notificationId)!
    told.dirty.add(userId)
    noteChanged(told, userId, notificationId)
    await settleByCounting(unit, notificationId)
  }
}

/** Brings a notification in line with its acts, or removes it when it has none. */
export async function settleByCounting(unit: Unit, notificationId: string): Promise<void> {
  const left = await unit.get(
    `UPDATE notifications SET actors_count = ${actorsSql}, ${settledSql} WHERE id = $1
       AND EXISTS (SELECT 1 FROM notification_acts a WHERE a.notification_id = notifications.id) RETURNING id`,
    [notificationId],
  )
  if (left === undefined) await unit.run('DELETE FROM notifications WHERE id = $1', [notificationId])
}

/**
 * Assignments for an UPDATE of `notifications` after one act was shown (1), hidden (-1) or happened again (0), at a cost that
 * does not grow with the other acts; who did it, the key of the act and the number are placeholders or columns.
 */
export function settledAfterSql(actorId: string, actKey: string, by: string): string {
  return `actors_count = actors_count + CASE
       WHEN ${actorId} IS NULL OR EXISTS (SELECT 1 FROM notification_acts o
         WHERE o.notification_id = notifications.id AND o.actor_id = ${actorId} AND o.is_shown = TRUE AND o.act_key <> ${actKey})
       THEN 0 ELSE ${by} END, ${settledSql}`
}

const settleOne = `UPDATE notifications SET ${settledAfterSql('CAST($2 AS TEXT)', '$3', 'CAST($4 AS BIGINT)')}
  WHERE id = $1 RETURNING is_unread`

/** Brings a notification in line with one act that was shown, hidden or happened again. */
export async function settleAfter(
  unit: Unit,
  notificationId: string,
  act: { actKey: string; actorId: string | null },
  by: 1 | 0 | -1,
): Promise<{ isUnread: Flag }> {
  const settled = await unit.get<{ isUnread: Flag }>(settleOne, [notificationId, act.actorId, act.actKey, by])
  return settled!
}
