import type { SessionEnd } from '../api/session.ts'
import { forgetPersonal } from '../shell/kept.ts'

/** The database of posts that are being written. */
export const draftsName = 'momentum drafts'

/**
 * Forgets what this browser kept of the person, because somebody else may use it next. Of a session that was lost the draft
 * stays, which is shown to its owner alone. Here, and not with each page, since a page may not have been loaded this time.
 */
export function forgetPerson(how: SessionEnd): void {
  forgetPersonal()
  if (how !== 'left') return
  try {
    indexedDB.deleteDatabase(draftsName)
  } catch {
    // Closed by the browser's settings: nothing was kept.
  }
}
