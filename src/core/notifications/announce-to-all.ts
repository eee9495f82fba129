import type { Context } from '../context.ts'
import { takeTurn } from '../turns.ts'
import { changeNotifications } from './change-notifications.ts'
import { groupKeys } from './keys.ts'

/** So many people are told at a time, so that whoever else writes never waits long. */
const atATime = 50

/**
 * Tells the next people, in the order of their ids, what operators have announced; how far it came is kept with the
 * announcement, so that a process that dies leaves nobody out. Answers whether there may be more to tell.
 */
export async function tellAnnouncements(context: Context): Promise<boolean> {
  const waiting = await context.db.read.get('SELECT id FROM announcements WHERE told_up_to IS NOT NULL LIMIT 1')
  if (waiting === undefined) return false
  return context.write(async (unit) => {
    await takeTurn(unit, context, 'announcements')
    const announcement = await unit.get<{ id: string; toldUpTo: string; createdAt: number }>(
      'SELECT id, told_up_to, created_at FROM announcements WHERE told_up_to IS NOT NULL ORDER BY id LIMIT 1',
    )
    if (announcement === undefined) return false
    const { id, toldUpTo, createdAt } = announcement
    // Whoever signed up since came to a community in which this was said already.
    const people = await unit.all<{ id: string }>(
      `SELECT id FROM users WHERE id > $1 AND status <> 'deleted' AND created_at <= $2 ORDER BY id LIMIT ${atATime}`,
      [toldUpTo, createdAt],
    )
    const key = groupKeys.announcement(id)
    changeNotifications(
      unit,
      context,
      people.map(({ id: userId }) => ({
        kind: 'act' as const,
        userId,
        type: 'announcement' as const,
        actKey: key,
        groupKey: key,
        actorId: null,
        subject: { type: 'announcement', id },
      })),
    )
    const isDone = people.length < atATime
    await unit.run('UPDATE announcements SET told_up_to = $2 WHERE id = $1', [id, isDone ? null : people.at(-1)!.id])
    return true
  })
}
