import type { Endpoint } from '../../endpoint.ts'
import { adminAppealEndpoints } from './appeals.ts'
import { adminAuditEndpoints } from './audit.ts'
import { adminCaseEndpoints } from './cases.ts'
import { adminContentEndpoints } from './content.ts'
import { adminFilterEndpoints } from './filters.ts'
import { adminInviteEndpoints } from './invites.ts'
import { adminLogEndpoints } from './log.ts'
import { adminPushEndpoints } from './push.ts'
import { adminServiceEndpoints } from './service.ts'
import { adminSettingEndpoints } from './settings.ts'
import { adminTakedownEndpoints } from './takedowns.ts'
import { adminTransparencyEndpoints } from './transparency.ts'
import { adminUserEndpoints } from './users.ts'

/** What operators do to people and the community; videos and jobs have their own. */
export const adminEndpoints: readonly Endpoint[] = [
  ...adminServiceEndpoints,
  ...adminTransparencyEndpoints,
  ...adminLogEndpoints,
  ...adminPushEndpoints,
  ...adminUserEndpoints,
  ...adminCaseEndpoints,
  ...adminAppealEndpoints,
  ...adminContentEndpoints,
  ...adminTakedownEndpoints,
  ...adminAuditEndpoints,
  ...adminSettingEndpoints,
  ...adminFilterEndpoints,
  ...adminInviteEndpoints,
]
