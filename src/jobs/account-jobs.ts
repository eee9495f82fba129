import { eraseDueAccounts, pruneAccounts } from '../core/accounts/index.ts'
import { hour, minute } from '../lib/clock.ts'
import type { Job } from './job.ts'

export const accountErasure: Job = {
  name: 'account-erasure',
  about: 'Erases the accounts whose grace time is over, with everything that belongs to them.',
  schedule: '23 * * * *',
  timeoutMs: hour,
  run: async (context, signal, report) => {
    const counts = await eraseDueAccounts(context, { signal })
    if (counts.failed > 0) report.partial(`${counts.failed} accounts could not be erased; the log says why`)
    return counts
  },
}

export const accountRetention: Job = {
  name: 'account-retention',
  about: 'Removes sessions that ended 90 days ago, old sign-in alerts, and counts that no limit looks at any more.',
  schedule: '37 3 * * *',
  timeoutMs: 10 * minute,
  run: (context) => pruneAccounts(context),
}
