import type { z } from 'zod'
import { type Reader, rowQuery } from '../../db/sql.ts'
import { type Page, pageOf } from '../../lib/cursor.ts'
import { flagQuery, pageQuery } from '../../lib/fields.ts'
import { type Person, personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { idList } from './id-list.ts'
import { type NotificationRow, type NotificationView, notificationColumns, viewNotifications } from './views.ts'

export const listNotificationsInput = pageQuery({
  unread: flagQuery().optional().describe('`true`: only those that are not read; `false`: only those that are.'),
})

export type ListNotificationsInput = z.output<typeof listNotificationsInput>

// Greater than every id.
const newest = '~'

// What is told of a sign-in is not for whoever signed in. The condition is spelled as the partial index has it.
function listQuery(condition: string) {
  return rowQuery<NotificationRow>(
    notificationColumns,
    `FROM notifications n WHERE n.user_id = $1 AND n.place < $2 AND ${condition}
       AND (n.session_id IS NULL OR n.session_id <> $4)
     ORDER BY n.place DESC LIMIT $3`,
  )
}

const lists = {
  all: listQuery('n.is_shown'),
  unread: listQuery('n.is_unread'),
  read: listQuery('n.is_shown AND NOT n.is_unread'),
}

/** What the person who acts is told of, what happened last first. */
export async function listNotifications(
  context: Context,
  input: ListNotificationsInput,
): Promise<Page<NotificationView>> {
  const { userId, sessionId } = personOf(context.actor)
  const which = input.unread === undefined ? 'all' : input.unread ? 'unread' : 'read'
  const list = `notifications:${userId}:${which}`
  const before = input.cursor === undefined ? newest : String(context.cursors.decode(list, input.cursor)[0])
  const { read } = context.db
  const rows = await read.rows(lists[which], [userId, before, input.limit + 1, sessionId])
  const page = pageOf(
    rows,
    input.limit,
    (row) => row,
    (row) => context.cursors.encode(list, [row.place]),
  )
  return { items: await viewNotifications(read, page.items), nextCursor: page.nextCursor }
}

/** How many notifications of the person who acts are not read. */
export async function countNotifications(context: Context): Promise<number> {
  const { userId, sessionId } = personOf(context.actor)
  const counts = await readUnreadCounts(context.db.read, [userId])
  const count = counts.get(userId)
  return count === undefined ? 0 : unreadFor(count, sessionId)
}

/** The unread notifications of a person, and those among them that are about their own sessions. */
export interface UnreadCount {
  unread: number
  /** How many tell of each session. */
  bySession: ReadonlyMap<string, number>
}

/** What one session of the person counts: everything but what is told of itself. */
export function unreadFor({ unread, bySession }: UnreadCount, sessionId: Person['sessionId']): number {
  return unread - (bySession.get(sessionId) ?? 0)
}

/** The unread notifications of people, by person. */
export async function readUnreadCounts(reader: Reader, people: readonly string[]): Promise<Map<string, UnreadCount>> {
  const ids = JSON.stringify(people)
  const boxes = await reader.all<{ userId: string; unreadCount: number }>(
    `SELECT user_id, unread_count FROM notification_boxes WHERE user_id IN ${idList(reader.dialect, '$1')}`,
    [ids],
  )
  const ofSessions = await reader.all<{ userId: string; sessionId: string; count: number }>(
    `SELECT user_id, session_id, count(*) AS count FROM notifications
     WHERE user_id IN ${idList(reader.dialect, '$1')} AND is_unread AND session_id IS NOT NULL GROUP BY user_id, session_id`,
    [ids],
  )
  return new Map(
    boxes.map(({ userId, unreadCount }) => {
      const own = ofSessions.filter((row) => row.userId === userId)
      return [userId, { unread: unreadCount, bySession: new Map(own.map((row) => [row.sessionId, row.count])) }]
    }),
  )
}
