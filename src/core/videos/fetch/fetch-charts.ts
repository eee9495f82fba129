import { day, hour } from '../../../lib/clock.ts'
import { findsOf, ingestVideos } from '../ingest/ingest-videos.ts'
import { chartlessCategories } from '../sources/chartless.ts'
import { enlistChannels } from '../sources/enlist-channels.ts'
import { planSources } from '../sources/plan-sources.ts'
import { dueSources, noteFetched, postpone, type SourceRow } from '../sources/source.ts'
import { ask, type YoutubeWork } from '../work.ts'

const mostPages = 4
const chartEvery = 5 * hour
/** The general chart has few Shorts, and what it has is mostly in the others. */
const generalChartEvery = 11 * hour
const chartlessFor = 7 * day
const afterFailure = hour

/** Reads every chart that is due, page by page, into the feeds. One unit gives up to fifty complete videos. */
export async function fetchCharts(on: YoutubeWork): Promise<void> {
  const { context, report } = on
  await planSources(context)
  const sources = await dueSources(context, 'chart', { limit: 2000, all: report.isRequested })
  const chartless = await chartlessCategories(context)
  for (const [index, source] of sources.entries()) {
    report.progress(index / sources.length)
    await fetchChart(on, source, chartless)
    if (on.ended !== null) return
  }
}

async function fetchChart(on: YoutubeWork, source: SourceRow, chartless: ReadonlySet<string>): Promise<void> {
  const { context, youtube, report, signal } = on
  const { region, youtubeCategory } = source
  const query = { regionCode: region, ...(youtubeCategory === null ? {} : { categoryId: youtubeCategory }), signal }
  const pages = youtube.walkPages(
    (pageToken) => youtube.listChart({ ...query, ...(pageToken === undefined ? {} : { pageToken }) }),
    mostPages,
  )
  let position = 0
  let found = 0
  for (;;) {
    const asked = await ask(on, () => pages.next())
    if (asked.kind === 'over') return
    if (asked.kind === 'skip') {
      report.count('without chart')
      await postpone(context, source.id, context.now() + chartlessFor)
      return
    }
    if (asked.kind !== 'value') {
      await postpone(context, source.id, context.now() + afterFailure)
      return
    }
    if (asked.value.done) break
    const { items } = asked.value.value
    const counts = await ingestVideos(
      context,
      youtube,
      findsOf(items, { in: 'chart', region, category: null }, position),
    )
    position += items.length
    found += counts.added
    report.count('read', items.length)
    report.count('new', counts.added)
    report.count('removed', counts.removed)
    report.count('channels', await enlistChannels(context, counts.accepted, chartless))
  }
  const every = youtubeCategory === null ? generalChartEvery : chartEvery
  await noteFetched(context, [{ id: source.id, nextAt: context.now() + every, found }])
}
