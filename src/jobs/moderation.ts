import { expireEvidence, expireSanctions } from '../core/moderation/index.ts'
import { minute } from '../lib/clock.ts'
import type { Job } from './job.ts'

export const sanctionExpiry: Job = {
  name: 'expire-sanctions',
  about: 'Ends silences and suspensions whose time has come.',
  schedule: '* * * * *',
  timeoutMs: 5 * minute,
  run: async (context, signal) => ({ ended: await expireSanctions(context, { signal }) }),
}

export const evidenceExpiry: Job = {
  name: 'expire-evidence',
  about: 'Erases what was kept of reports decided long ago.',
  schedule: '23 4 * * *',
  timeoutMs: 30 * minute,
  run: async (context, signal) => ({ erased: await expireEvidence(context, { signal }) }),
}
