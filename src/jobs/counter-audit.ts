import { recountEverything } from '../core/counters/index.ts'
import { hour } from '../lib/clock.ts'
import type { Job } from './job.ts'

// Counters are kept in the transaction of each change; one that differs is a defect, so it is mended and told.
export const counterAudit: Job = {
  name: 'counter-audit',
  about:
    'Counts followers, posts, comments, reactions, notifications, unread messages and stored files anew, and mends what differs.',
  schedule: '23 4 * * 0',
  timeoutMs: hour,
  run: async (context) => {
    const differed = await recountEverything(context, { repair: true })
    if (Object.values(differed).some((count) => count > 0)) {
      context.log.warn(differed, 'counters differed and were put right')
    }
    return differed
  },
}
