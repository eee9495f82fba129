import { placeholders } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'

const atATime = 200

/**
 * Holds the boxes of people until the unit ends, in ascending order, and makes those that are missing. Answers the number
 * of unread notifications in each; people who are no longer there are left out.
 */
export async function holdBoxes(unit: Unit, people: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const sorted = [...people].sort()
  for (let start = 0; start < sorted.length; start += atATime) {
    const some = sorted.slice(start, start + atATime)
    const held = await readBoxes(unit, some)
    if (held.length < some.length) {
      await unit.run(
        `INSERT INTO notification_boxes (user_id) SELECT id FROM users WHERE id IN (${placeholders(some.length)})
         ORDER BY id ON CONFLICT (user_id) DO NOTHING`,
        some,
      )
    }
    const all = held.length < some.length ? await readBoxes(unit, some) : held
    for (const { userId, unreadCount } of all) counts.set(userId, unreadCount)
  }
  return counts
}

function readBoxes(unit: Unit, people: readonly string[]): Promise<{ userId: string; unreadCount: number }[]> {
  // SQLite runs one unit at a time and knows no row locks.
  const hold = unit.dialect === 'postgres' ? 'FOR UPDATE' : ''
  return unit.all(
    `SELECT user_id, unread_count FROM notification_boxes WHERE user_id IN (${placeholders(people.length)})
     ORDER BY user_id ${hold}`,
    people,
  )
}

/** Sets the number of unread notifications of people whose boxes are held to that of their lists. Answers the numbers. */
export async function countUnread(unit: Unit, people: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (let start = 0; start < people.length; start += atATime) {
    const some = people.slice(start, start + atATime)
    const rows = await unit.all<{ userId: string; unreadCount: number }>(
      `UPDATE notification_boxes SET unread_count = (SELECT count(*) FROM notifications n
         WHERE n.user_id = notification_boxes.user_id AND n.is_unread)
       WHERE user_id IN (${placeholders(some.length)}) RETURNING user_id, unread_count`,
      some,
    )
    for (const { userId, unreadCount } of rows) counts.set(userId, unreadCount)
  }
  return counts
}
