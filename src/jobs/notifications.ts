import { pruneNotifications, sendDigests } from '../core/notifications/index.ts'
import { hour, minute } from '../lib/clock.ts'
import type { Job } from './job.ts'

export const notificationDigest: Job = {
  name: 'notification-digest',
  about: 'Mails those who want it what they have not read, in their morning.',
  schedule: '*/15 * * * *',
  timeoutMs: hour,
  run: (context, signal) => sendDigests(context, signal),
}

export const notificationRetention: Job = {
  name: 'notification-retention',
  about: 'Removes notifications of which nothing happened for 90 days, and what was taken back.',
  schedule: '47 * * * *',
  timeoutMs: 30 * minute,
  run: (context, signal) => pruneNotifications(context, signal),
}
