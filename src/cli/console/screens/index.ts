import type { ScreenDefinition } from '../frame/screen.ts'
import { appealsScreen } from './appeals/appeals-screen.tsx'
import { auditScreen } from './audit/audit-screen.tsx'
import { commentsScreen } from './comments/comments-screen.tsx'
import { filtersScreen } from './filters/filters-screen.tsx'
import { jobsScreen } from './jobs/jobs-screen.tsx'
import { logScreen } from './log/log-screen.tsx'
import { messagesScreen } from './messages/messages-screen.tsx'
import { postsScreen } from './posts/posts-screen.tsx'
import { pulseScreen } from './pulse/pulse-screen.tsx'
import { quotaScreen } from './quota/quota-screen.tsx'
import { settingsScreen } from './settings/settings-screen.tsx'
import { triageScreen } from './triage/triage-screen.tsx'
import { userScreen } from './user/user-screen.tsx'
import { usersScreen } from './users/users-screen.tsx'
import { videosScreen } from './videos/videos-screen.tsx'

/** Every screen, in the order the command bar offers them; the first is where the console begins. */
export const screens: readonly ScreenDefinition[] = [
  pulseScreen,
  triageScreen,
  usersScreen,
  userScreen,
  postsScreen,
  commentsScreen,
  messagesScreen,
  appealsScreen,
  videosScreen,
  jobsScreen,
  quotaScreen,
  filtersScreen,
  auditScreen,
  settingsScreen,
  logScreen,
]
