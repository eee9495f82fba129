import type { TraceMaker } from './cast.ts'
import { leaveChatTraces } from './chat.ts'
import { leaveNotificationTraces } from './notifications.ts'
import { leavePeopleTraces } from './people.ts'
import { leavePostTraces } from './posts.ts'
import { leaveReportTraces } from './reports.ts'

/** Everything one person can find of another. A noun with routes of its own adds what it shows here. */
export const traceMakers: readonly TraceMaker[] = [
  leavePeopleTraces,
  leaveChatTraces,
  leavePostTraces,
  leaveReportTraces,
  leaveNotificationTraces,
]

/**
 * Routes that the walk does not reach, each with the reason why it cannot show one person to another. A route that is
 * neither reached nor here fails the walk: give it a maker.
 */
export const notAboutOthers: Readonly<Record<string, string>> = {
  '/me/export/{id}': 'a zip of what is one’s own; its entries are tried by test/api/export.test.ts',
  '/videos/{youtubeId}': 'a video of YouTube, the same for everybody',
}
