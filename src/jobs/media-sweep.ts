import { hashStoredMedia, sweepMedia } from '../core/media/index.ts'
import { hour } from '../lib/clock.ts'
import type { Job } from './job.ts'

export const mediaSweep: Job = {
  name: 'media-sweep',
  about: 'Removes uploads that nothing used in time, files that nobody refers to, and what broken-off uploads left.',
  schedule: '23 * * * *',
  timeoutMs: hour,
  run: async (context, signal) => ({
    ...(await sweepMedia(context, signal)),
    hashed: await hashStoredMedia(context, signal),
  }),
}
