import { day } from '../../../lib/clock.ts'
import type { Context } from '../../context.ts'
import { enabledCategories } from '../categories/read-categories.ts'

/** Categories that have no chart in any region, as far as is known: they get more searches and channels instead. */
export async function chartlessCategories(context: Context): Promise<ReadonlySet<string>> {
  const rows = await context.db.read.all<{ youtubeCategory: string }>(
    `SELECT DISTINCT youtube_category FROM video_sources
     WHERE kind = 'chart' AND youtube_category IS NOT NULL AND next_at < $1`,
    // What has no chart is put off for a week, what has one for hours.
    [context.now() + 2 * day],
  )
  const charted = new Set(rows.map(({ youtubeCategory }) => youtubeCategory))
  const chartless = (await enabledCategories(context)).filter(
    ({ youtubeCategories }) => !youtubeCategories.some((id) => charted.has(id)),
  )
  return new Set(chartless.map(({ slug }) => slug))
}
