import type { App } from '../../app.ts'
import type { LogRow } from '../../core/log/index.ts'
import { chatRenderers } from './chat-renderers.ts'
import { renderMedia } from './media.ts'
import { renderNotificationCounts, renderNotifications } from './notifications.ts'
import { renderRelationships } from './people.ts'

/**
 * Renders entries of one type: answers one `data` for each row, in order; undefined for what is gone, or hidden from the
 * person whose log it is. A `BySession` is what differs from session to session.
 */
export type Renderer = (app: App, rows: readonly LogRow[]) => Promise<unknown[]> | unknown[]

/** The renderer of each type of entry; a noun with entries of its own adds them here. */
export const renderers: Readonly<Record<string, Renderer>> = {
  ...chatRenderers,
  'media.failed': renderMedia,
  'media.ready': renderMedia,
  'notification.count': renderNotificationCounts,
  'notification.created': renderNotifications,
  'notification.updated': renderNotifications,
  'relationship.updated': renderRelationships,
  'session.ended': (_app, rows) =>
    rows.map((row) => ({ sessionId: row.subjectId, reason: row.detail.reason ?? 'signed_out' })),
}
