import { expireLocations, scrubLocations } from '../core/chat/index.ts'
import { minute } from '../lib/clock.ts'
import type { Job } from './job.ts'

// A server ends shares within a second by itself; the job makes sure where only `momentum jobs start` runs.
export const liveLocationExpiry: Job = {
  name: 'live-location-expiry',
  about: 'Ends live locations whose time is over, and erases their positions.',
  schedule: '* * * * *',
  timeoutMs: minute,
  run: async (context) => {
    const ended = await expireLocations(context)
    if (ended > 0) await scrubLocations(context)
    return { ended }
  },
}
