import { expireShortLived } from '../core/jobs/index.ts'
import { pruneLog } from '../core/log/index.ts'
import { minute } from '../lib/clock.ts'
import type { Job } from './job.ts'

export const eventRetention: Job = {
  name: 'event-retention',
  about: 'Removes events older than 30 days from the logs of people.',
  schedule: '17 3 * * *',
  timeoutMs: 30 * minute,
  run: async (context, signal) => ({ removed: await pruneLog(context, signal) }),
}

export const shortLivedRetention: Job = {
  name: 'short-lived-retention',
  about: 'Removes answers kept for retries, ended links, and counts of failed sign-ins and sent mails.',
  schedule: '41 * * * *',
  timeoutMs: 10 * minute,
  run: (context, signal) => expireShortLived(context, signal),
}
