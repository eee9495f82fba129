import { accountErasure, accountRetention } from './account-jobs.ts'
import { backup } from './backup.ts'
import { counterAudit } from './counter-audit.ts'
import { eventRetention, shortLivedRetention } from './event-retention.ts'
import type { Job } from './job.ts'
import { liveLocationExpiry } from './live-location-expiry.ts'
import { mediaSweep } from './media-sweep.ts'
import { evidenceExpiry, sanctionExpiry } from './moderation.ts'
import { notificationDigest, notificationRetention } from './notifications.ts'
import { youtubeJobs } from './youtube.ts'

/** Every job there is, in the order in which those that are due together begin. A new job is a new row. */
export const jobCatalogue: readonly Job[] = [
  ...youtubeJobs,
  sanctionExpiry,
  liveLocationExpiry,
  accountErasure,
  accountRetention,
  eventRetention,
  shortLivedRetention,
  counterAudit,
  mediaSweep,
  notificationDigest,
  notificationRetention,
  evidenceExpiry,
  backup,
]
