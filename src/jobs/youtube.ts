import { type PrefetchTask, prefetchVideos, whyNoPrefetch } from '../core/videos/index.ts'
import { minute } from '../lib/clock.ts'
import type { Job } from './job.ts'

function youtubeJob(task: PrefetchTask, about: string, schedule: string, timeoutMs: number): Job {
  return {
    name: `youtube-${task}`,
    about,
    schedule,
    // Google's day begins at midnight in Los Angeles, and so does the plan of what is spent.
    timeZone: 'America/Los_Angeles',
    timeoutMs,
    // The rule of 29 days holds without a key too.
    ...(task === 'refresh' ? {} : { offReason: whyNoPrefetch }),
    run: (context, signal, report) => prefetchVideos(context, task, { signal, report }),
  }
}

/** The jobs that keep the feed, in the order in which the day's quota is theirs. */
export const youtubeJobs: readonly Job[] = [
  youtubeJob(
    'refresh',
    'Looks at videos older than six days again, and removes what may not be kept.',
    '5 */6 * * *',
    60 * minute,
  ),
  youtubeJob('charts', "Reads YouTube's charts of every category and region.", '10 */6 * * *', 60 * minute),
  youtubeJob(
    'search',
    "Searches for what charts do not have, in portions of the day's hundred searches.",
    '20 */4 * * *',
    60 * minute,
  ),
  youtubeJob(
    'uploads',
    'Looks at the newest uploads of channels whose videos were good.',
    '30 1-23/2 * * *',
    90 * minute,
  ),
  youtubeJob('stats', 'Brings the counts of newer videos up to date.', '45 2,14 * * *', 60 * minute),
  youtubeJob(
    'sweep',
    'Looks at videos that somebody could not play, or that seem to be gone.',
    '50 */2 * * *',
    30 * minute,
  ),
  youtubeJob('categories', 'Reads which categories YouTube has in each region.', '15 1 * * 1', 10 * minute),
]
