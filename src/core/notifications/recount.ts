import type { Flag } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { countUnread, holdBoxes } from './boxes.ts'
import { actorsSql, settleByCounting, showsSql } from './settle.ts'

/** Something kept beside the acts that differed from what they say. */
export interface RecountedNotifications {
  userId: string
  field: 'shown' | 'notification' | 'unreadCount'
  id: string
}

const batch = 100

/**
 * Compares what is shown, how many people did it and how much is unread with what the rows say, person by person, and
 * answers what differed; with `repair` it is put right.
 */
export async function recountNotifications(
  context: Context,
  options: { repair: boolean },
): Promise<RecountedNotifications[]> {
  const wrong: RecountedNotifications[] = []
  for (let after = ''; ; ) {
    const people = await context.db.read.all<{ userId: string }>(
      'SELECT user_id FROM notification_boxes WHERE user_id > $1 ORDER BY user_id LIMIT $2',
      [after, batch],
    )
    for (const { userId } of people) {
      wrong.push(...(await context.write((unit) => recountOne(unit, userId, options.repair))))
    }
    if (people.length < batch) return wrong
    after = people.at(-1)!.userId
  }
}

const differs = `SELECT n.id FROM notifications n JOIN (SELECT notifications.id, ${actorsSql} AS actors,
    (SELECT max(a.place) FROM notification_acts a WHERE a.notification_id = notifications.id AND a.is_shown = TRUE) AS newest
    FROM notifications WHERE notifications.user_id = $1) t ON t.id = n.id
  WHERE n.actors_count <> t.actors OR n.is_shown <> (t.newest IS NOT NULL) OR n.place <> COALESCE(t.newest, n.place)
    OR n.is_unread <> (COALESCE(t.newest, '') > n.read_place)`

async function recountOne(unit: Unit, userId: string, repair: boolean): Promise<RecountedNotifications[]> {
  const counts = await holdBoxes(unit, [userId])
  const acts = await unit.all<{ actKey: string; isShown: Flag; notificationId: string }>(
    `SELECT act_key, is_shown, notification_id FROM notification_acts WHERE user_id = $1 AND is_shown <> ${showsSql}`,
    [userId],
  )
  if (repair) {
    for (const { actKey } of acts) {
      await unit.run('UPDATE notification_acts SET is_shown = NOT is_shown WHERE user_id = $1 AND act_key = $2', [
        userId,
        actKey,
      ])
    }
  }
  const notifications = await unit.all<{ id: string }>(differs, [userId])
  if (repair) for (const { id } of notifications) await settleByCounting(unit, id)
  const unread = await unit.get<{ count: number }>(
    'SELECT count(*) AS count FROM notifications WHERE user_id = $1 AND is_unread',
    [userId],
  )
  const isCountWrong = unread!.count !== (counts.get(userId) ?? 0)
  if (repair && isCountWrong) await countUnread(unit, [userId])
  return [
    ...acts.map(({ actKey }) => ({ userId, field: 'shown' as const, id: actKey })),
    ...notifications.map(({ id }) => ({ userId, field: 'notification' as const, id })),
    ...(isCountWrong ? [{ userId, field: 'unreadCount' as const, id: userId }] : []),
  ]
}
