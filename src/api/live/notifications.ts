import type { App } from '../../app.ts'
import type { LogRow } from '../../core/log/index.ts'
import { findNotifications, readUnreadCounts, unreadFor } from '../../core/notifications/index.ts'
import { presentNotification } from '../../presenters/notification.ts'
import { BySession } from './by-session.ts'

/** `notification.created` and `notification.updated`: the notification as it is now. */
export async function renderNotifications(app: App, rows: readonly LogRow[]): Promise<unknown[]> {
  const ids = [...new Set(rows.map((row) => row.subjectId))]
  const views = new Map((await findNotifications(app.db.read, ids)).map((view) => [view.id, view]))
  return rows.map((row) => {
    const view = views.get(row.subjectId)
    if (view === undefined || view.userId !== row.userId) return undefined
    const notification = presentNotification(view)
    if (view.sessionId === null) return notification
    // What is told of a sign-in is not for whoever signed in.
    const { sessionId } = view
    return new BySession((session) => (session === sessionId ? { id: view.id, deleted: true } : notification))
  })
}

/** `notification.count`: how many are not read now. */
export async function renderNotificationCounts(app: App, rows: readonly LogRow[]): Promise<unknown[]> {
  const counts = await readUnreadCounts(app.db.read, [...new Set(rows.map((row) => row.userId))])
  return rows.map((row) => {
    const count = counts.get(row.userId)
    if (count === undefined) return undefined
    if (count.bySession.size === 0) return { unread: count.unread }
    return new BySession((session) => ({ unread: unreadFor(count, session) }))
  })
}
