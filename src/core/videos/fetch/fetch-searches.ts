import type { SearchQuery } from '../../../clients/youtube/index.ts'
import { day, hour } from '../../../lib/clock.ts'
import { nextPacificMidnight } from '../../../lib/pacific-day.ts'
import type { VideoCategory } from '../categories/category.ts'
import { languageOf } from '../categories/defaults.ts'
import { enabledCategories } from '../categories/read-categories.ts'
import { unitsLeft } from '../quota/ledger.ts'
import { chartlessCategories } from '../sources/chartless.ts'
import { chartlessFactor, enlistChannels } from '../sources/enlist-channels.ts'
import { planSources } from '../sources/plan-sources.ts'
import { dueSources, noteFetched, postpone, type SourceRow } from '../sources/source.ts'
import { ask, type YoutubeWork } from '../work.ts'
import { type Candidate, hydrate, unknownOnly } from './hydrate.ts'

/** The day's searches are spent in portions, so that a bad hour does not lose the day. */
const portionEvery = 4 * hour
const orders = ['relevance', 'date', 'viewCount'] as const
const shortsAge = 3 * day
const longAge = 14 * day

/** Searches for what charts do not have: the longest waiting phrases first, as many as this part of the day may cost. */
export async function fetchSearches(on: YoutubeWork): Promise<void> {
  const { context, report } = on
  await planSources(context)
  const categories = new Map((await enabledCategories(context)).map((category) => [category.slug, category]))
  const chartless = await chartlessCategories(context)
  const portion = report.isRequested ? 1 : await portionNow(on)
  const sources = await dueSources(context, 'search', { limit: portion, all: true })
  // Between two searches of one source: what makes the day come out even, half of it where no chart helps.
  const every = await searchEvery(on)
  for (const [index, source] of sources.entries()) {
    report.progress(index / sources.length)
    const category = categories.get(source.category ?? '')
    if (category === undefined) continue
    const isDone = await search(on, source, category, chartless)
    if (on.ended !== null) return
    const factor = chartless.has(category.slug) ? chartlessFactor : 1
    if (isDone === null) await postpone(context, source.id, context.now() + hour)
    else
      await noteFetched(context, [{ id: source.id, nextAt: context.now() + Math.round(every / factor), found: isDone }])
  }
}

async function portionNow(on: YoutubeWork): Promise<number> {
  const now = on.context.now()
  const left = await unitsLeft(on.context, 'search', 'plan')
  const portions = Math.ceil((nextPacificMidnight(now) - now) / portionEvery)
  return Math.ceil(left / Math.max(1, portions))
}

async function searchEvery(on: YoutubeWork): Promise<number> {
  const row = await on.context.db.read.get<{ count: number }>(
    `SELECT count(*) AS count FROM video_sources WHERE kind = 'search' AND dead_at IS NULL`,
  )
  const { soft } = on.context.settings.get('videos.quota').search
  return Math.round(((row?.count ?? 1) / Math.max(1, soft)) * day)
}

/** Searches once; answers how many new videos are in a feed, or null when the search failed. */
async function search(
  on: YoutubeWork,
  source: SourceRow,
  category: VideoCategory,
  chartless: ReadonlySet<string>,
): Promise<number | null> {
  const { context, youtube, report, signal } = on
  const query = searchQuery(on, source, category)
  if (query === null) return 0
  const asked = await ask(on, () => youtube.searchVideos({ ...query, signal }))
  if (asked.kind !== 'value') return null
  const hits = asked.value.items.filter(({ liveBroadcastContent }) => liveBroadcastContent !== 'upcoming')
  report.count('searches')
  report.count('hits', hits.length)
  if (hits.length === 0) {
    // An empty answer without an error is how YouTube says that it did not like the question.
    report.count('empty searches')
    return 0
  }
  const origin = { in: 'search', region: source.region, category: category.slug } as const
  const candidates = hits.map(({ videoId }, position): Candidate => ({ id: videoId, origin, position }))
  const accepted = await hydrate(on, await unknownOnly(on, candidates))
  report.count('channels', await enlistChannels(context, accepted, chartless))
  return accepted.length
}

function searchQuery(on: YoutubeWork, source: SourceRow, category: VideoCategory): SearchQuery | null {
  const { context } = on
  const language = languageOf(source.region)
  const phrases = category.phrases[language] ?? category.phrases.en ?? Object.values(category.phrases)[0] ?? []
  const { turn } = source
  const isShort = source.youtubeCategory === 'short'
  const youtubeCategory = category.youtubeCategories[turn % Math.max(1, category.youtubeCategories.length)]
  const duration = isShort ? 'short' : turn % 2 === 0 ? 'medium' : 'long'
  const namesCategory = youtubeCategory !== undefined && context.settings.get('videos.searchWithCategory')
  const isAskable = phrases.length > 0 || (namesCategory && context.settings.get('videos.searchWithoutPhrase'))
  if (!isAskable) return null
  return {
    ...(phrases.length > 0 ? { q: phrases[turn % phrases.length]! } : {}),
    regionCode: source.region,
    relevanceLanguage: language,
    ...(namesCategory ? { categoryId: youtubeCategory } : {}),
    duration,
    order: orders[turn % orders.length]!,
    publishedAfter: context.now() - (isShort ? shortsAge : longAge),
  }
}
