import type { Context } from '../context.ts'
import { expireVideos } from './fetch/expire-videos.ts'
import { fetchCharts } from './fetch/fetch-charts.ts'
import { fetchSearches } from './fetch/fetch-searches.ts'
import { fetchUploads } from './fetch/fetch-uploads.ts'
import { refreshCategories } from './fetch/refresh-categories.ts'
import { refreshStats } from './fetch/refresh-stats.ts'
import { refreshVideos, sweepDeadVideos } from './fetch/refresh-videos.ts'
import { noteOpenBuckets, reopenRefused, type SpendingRight } from './quota/ledger.ts'
import { type WorkReport, workOnYoutube, type YoutubeWork } from './work.ts'

/** The kinds of work on YouTube, each a job. */
export type PrefetchTask = 'charts' | 'search' | 'uploads' | 'refresh' | 'stats' | 'categories' | 'sweep'

/** What each task is, and how far into the day's quota it may go: uploads give way first, the terms last. */
const tasks: Record<PrefetchTask, { right: SpendingRight; work: (on: YoutubeWork) => Promise<void> }> = {
  charts: { right: 'plan', work: fetchCharts },
  search: { right: 'plan', work: fetchSearches },
  uploads: { right: 'spare', work: fetchUploads },
  refresh: { right: 'must', work: refreshVideos },
  stats: { right: 'plan', work: refreshStats },
  categories: { right: 'plan', work: refreshCategories },
  sweep: { right: 'must', work: sweepDeadVideos },
}

/** Why nothing is fetched, or null when there is a key. */
export function whyNoPrefetch(context: Context): string | null {
  return context.clients.youtube === null
    ? 'YOUTUBE_API_KEY is not set, so no videos are fetched; docs/youtube.md says how to get one.'
    : null
}

/**
 * Does one kind of work on YouTube within its share of the quota. Never throws because of YouTube: what could not be done
 * is told to the report, and the feed goes on from what is stored.
 */
export async function prefetchVideos(
  context: Context,
  task: PrefetchTask,
  options: { signal: AbortSignal; report: WorkReport },
): Promise<void> {
  const { youtube } = context.clients
  const { signal, report } = options
  if (task === 'refresh') {
    for (const [name, count] of Object.entries(await expireVideos(context, signal))) report.count(name, count)
  }
  if (youtube === null) return
  // An operator who asks has put something right; until then a refused key is tried once a day.
  if (report.isRequested) await reopenRefused(context)
  await noteOpenBuckets(context)
  const { right, work } = tasks[task]
  await workOnYoutube(context, youtube, { job: `youtube-${task}`, right, signal, report }, work)
}
