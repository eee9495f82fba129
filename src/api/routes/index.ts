import type { Endpoint } from '../endpoint.ts'
import { adminCategoryEndpoints } from './admin/categories.ts'
import { adminEndpoints } from './admin/index.ts'
import { adminJobEndpoints } from './admin/jobs.ts'
import { adminQuotaEndpoints } from './admin/quota.ts'
import { adminVideoEndpoints } from './admin/videos.ts'
import { authEndpoints } from './auth.ts'
import { emailEndpoints } from './auth-email.ts'
import { loginEndpoints } from './auth-login.ts'
import { passwordEndpoints } from './auth-password.ts'
import { totpEndpoints } from './auth-totp.ts'
import { commentEndpoints } from './comments.ts'
import { conversationEndpoints } from './conversations.ts'
import { exportEndpoints } from './exports.ts'
import { instanceEndpoints } from './instance.ts'
import { liveEndpoints } from './live.ts'
import { locationEndpoints } from './locations.ts'
import { loginAlertEndpoints } from './login-alerts.ts'
import { meEndpoints } from './me.ts'
import { deleteMeEndpoints } from './me-delete.ts'
import { photoEndpoints } from './me-photo.ts'
import { mediaEndpoints } from './media.ts'
import { messageEndpoints } from './messages.ts'
import { notificationEndpoints } from './notifications.ts'
import { postActEndpoints } from './post-acts.ts'
import { postListEndpoints } from './post-lists.ts'
import { postEndpoints } from './posts.ts'
import { pushEndpoints } from './push.ts'
import { relationEndpoints } from './relations.ts'
import { safetyEndpoints } from './safety.ts'
import { setUpEndpoints } from './set-up.ts'
import { userEndpoints } from './users.ts'
import { videoEndpoints } from './videos.ts'

/** Every endpoint below /api/v1. */
export const endpoints: readonly Endpoint[] = [
  ...instanceEndpoints,
  ...setUpEndpoints,
  ...authEndpoints,
  ...loginEndpoints,
  ...passwordEndpoints,
  ...emailEndpoints,
  ...totpEndpoints,
  ...loginAlertEndpoints,
  ...deleteMeEndpoints,
  ...meEndpoints,
  ...photoEndpoints,
  ...mediaEndpoints,
  ...userEndpoints,
  ...relationEndpoints,
  ...postEndpoints,
  ...postListEndpoints,
  ...postActEndpoints,
  ...commentEndpoints,
  ...conversationEndpoints,
  ...messageEndpoints,
  ...locationEndpoints,
  ...notificationEndpoints,
  ...pushEndpoints,
  ...liveEndpoints,
  ...videoEndpoints,
  ...safetyEndpoints,
  ...exportEndpoints,
  ...adminEndpoints,
  ...adminVideoEndpoints,
  ...adminJobEndpoints,
  ...adminQuotaEndpoints,
  ...adminCategoryEndpoints,
]
