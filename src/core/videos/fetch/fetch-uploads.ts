import { day, hour } from '../../../lib/clock.ts'
import { enabledCategories } from '../categories/read-categories.ts'
import type { Origin } from '../ingest/ingest-videos.ts'
import { planSources } from '../sources/plan-sources.ts'
import { burySources, dueSources, noteFetched, postpone, type SourceRow } from '../sources/source.ts'
import { ask, type YoutubeWork } from '../work.ts'
import { type Candidate, hydrate, idsPerCall, unknownOnly } from './hydrate.ts'

/** Between two looks at a channel: doubled by each that gives nothing, and the shortest again by one that does. */
const pollEvery = { least: 12 * hour, most: 4 * day }
const afterFailure = 2 * hour
/** Uploads older than this are no news. */
const newsAge = 14 * day
const itemsPerPoll = 10
/** A channel that gave nothing in so many looks makes room for another. */
const patience = 8
const mostPolls = 5000

/** Looks at the newest uploads of the channels that are due: a unit each, and fifty new videos for one more. */
export async function fetchUploads(on: YoutubeWork): Promise<void> {
  const { context, report } = on
  await planSources(context)
  await findPlaylists(on)
  const kept = new Set((await enabledCategories(context)).flatMap(({ allowChannels }) => allowChannels))
  const sources = (await dueSources(context, 'uploads', { limit: mostPolls })).filter(({ playlistId }) => playlistId)
  let waiting: Candidate[] = []
  let polled: SourceRow[] = []
  for (const [index, source] of sources.entries()) {
    if (on.ended !== null) break
    report.progress(index / sources.length)
    const candidates = await poll(on, source)
    if (candidates === null) continue
    polled.push(source)
    waiting.push(...candidates)
    if (waiting.length < idsPerCall && polled.length < idsPerCall) continue
    await settle()
  }
  await settle()

  async function settle(): Promise<void> {
    const foundOf = new Map<string, number>()
    for (const { channelId } of await hydrate(on, await unknownOnly(on, waiting))) {
      foundOf.set(channelId, (foundOf.get(channelId) ?? 0) + 1)
    }
    const outcomes = polled.map((source) => {
      const found = foundOf.get(source.channelId!) ?? 0
      return { id: source.id, nextAt: context.now() + untilNextPoll(source, found), found }
    })
    await noteFetched(context, outcomes)
    const useless = polled.filter(
      ({ polls, found, channelId }) =>
        polls >= patience && found === 0 && !kept.has(channelId!) && !foundOf.has(channelId!),
    )
    await burySources(
      context,
      useless.map(({ id }) => id),
    )
    report.count('channels read', polled.length)
    waiting = []
    polled = []
  }
}

// Our own harvest alone decides: a ratio of YouTube's counts would be a metric that its policies do not allow.
function untilNextPoll({ fetchedAt, nextAt }: SourceRow, found: number): number {
  if (found > 0 || fetchedAt === null) return pollEvery.least
  return Math.min(pollEvery.most, Math.max(pollEvery.least, 2 * (nextAt - fetchedAt)))
}

async function poll(on: YoutubeWork, source: SourceRow): Promise<Candidate[] | null> {
  const { context, youtube, signal, report } = on
  const query = { playlistId: source.playlistId!, maxResults: itemsPerPoll, signal }
  const asked = await ask(on, () => youtube.listPlaylistItems(query))
  if (asked.kind === 'over') return null
  if (asked.kind === 'dead') {
    report.count('channels gone')
    await burySources(context, [source.id])
    return null
  }
  if (asked.kind !== 'value') {
    await postpone(context, source.id, context.now() + afterFailure)
    return null
  }
  const origin: Origin = { in: 'uploads', region: source.region, category: source.category }
  const since = context.now() - newsAge
  // What is private or deleted tells no time of publishing.
  const fresh = asked.value.items.filter(({ videoPublishedAt }) => (videoPublishedAt ?? 0) > since)
  return fresh.map(({ videoId }, position) => ({ id: videoId, origin, position }))
}

/** Asks for the playlists of channels that are new, fifty a unit. */
async function findPlaylists(on: YoutubeWork): Promise<void> {
  const { context, youtube, signal, report } = on
  for (;;) {
    const fresh = await context.db.read.all<{ id: string; channelId: string }>(
      `SELECT id, channel_id FROM video_sources
       WHERE kind = 'uploads' AND playlist_id IS NULL AND dead_at IS NULL ORDER BY added_at LIMIT ${idsPerCall}`,
    )
    if (fresh.length === 0) return
    const asked = await ask(on, () => youtube.listChannels({ ids: fresh.map(({ channelId }) => channelId), signal }))
    if (asked.kind !== 'value') return
    const playlists = new Map(asked.value.items.map(({ id, uploadsPlaylistId }) => [id, uploadsPlaylistId]))
    await context.db.transaction(async (unit) => {
      for (const { id, channelId } of fresh) {
        const playlistId = playlists.get(channelId)
        if (playlistId) await unit.run('UPDATE video_sources SET playlist_id = $2 WHERE id = $1', [id, playlistId])
        else await unit.run('UPDATE video_sources SET dead_at = $2 WHERE id = $1', [id, context.now()])
      }
    })
    report.count('channels new', playlists.size)
  }
}
