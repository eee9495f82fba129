import { placeholders } from '../../../db/sql.ts'
import type { Context } from '../../context.ts'
import type { IngestCounts } from '../ingest/ingest-videos.ts'
import { uploadsSource } from './plan-sources.ts'
import { addSources, type NewSource } from './source.ts'

/** Categories that no chart helps get so much more of everything else. */
export const chartlessFactor = 2

/**
 * Lets the channels of accepted videos be looked at for their uploads, as far as their category and region have room.
 * Room is made only by channels that give nothing or are gone; YouTube's counts have no say in it.
 */
export async function enlistChannels(
  context: Context,
  accepted: IngestCounts['accepted'],
  chartless: ReadonlySet<string>,
): Promise<number> {
  const channels = new Map(accepted.map((one) => [one.channelId, one]))
  if (channels.size === 0) return 0
  const ids = [...channels.keys()]
  const known = await context.db.read.all<{ channelId: string }>(
    `SELECT channel_id FROM video_sources WHERE id IN (${placeholders(ids.length)})`,
    ids.map((id) => `uploads:${id}`),
  )
  for (const { channelId } of known) channels.delete(channelId)
  if (channels.size === 0) return 0
  const room = await readRoom(context, chartless)
  const added: NewSource[] = []
  for (const channel of channels.values()) {
    const key = `${channel.category} ${channel.region}`
    const left = room.left(key, channel.category)
    if (left <= 0) continue
    room.take(key)
    added.push(uploadsSource(context, channel, left))
  }
  return context.db.transaction((unit) => addSources(unit, context, added))
}

async function readRoom(context: Context, chartless: ReadonlySet<string>) {
  const most = context.settings.get('videos.channelsPerCategory')
  const rows = await context.db.read.all<{ category: string; region: string; count: number }>(
    `SELECT category, region, count(*) AS count FROM video_sources
     WHERE kind = 'uploads' AND dead_at IS NULL GROUP BY category, region`,
  )
  const used = new Map(rows.map(({ category, region, count }) => [`${category} ${region}`, count]))
  return {
    left: (key: string, category: string) =>
      most * (chartless.has(category) ? chartlessFactor : 1) - (used.get(key) ?? 0),
    take: (key: string) => used.set(key, (used.get(key) ?? 0) + 1),
  }
}
