import type { SqlValue } from '../../src/db/sql.ts'
import type { SqliteHandle } from '../../src/db/sqlite/handle.ts'
import { insertRows } from './insert.ts'
import { readInGroups, type Seed } from './read.ts'
import type { SeedVideo } from './rows.ts'

/** The region that the feed is filled for, which is the first of a new installation. */
export const seedRegion = 'US'

/** Imports videos and their places in the feed of their category and of all. */
export async function importVideos(db: SqliteHandle, seed: Seed): Promise<void> {
  for await (const group of readInGroups(seed, 'videos', 5000)) {
    const shown = group.filter((video) => video.kind !== 'live')
    await insertRows(db, 'videos', columns, shown.map(videoRow))
    const places = shown.flatMap((video) =>
      ['all', video.category].map((category): SqlValue[] => [
        ...[video.youtubeId, seedRegion, category, formatOf(video), channelId(video), video.publishedAt],
        video.publishedAt,
      ]),
    )
    const placed = ['youtube_id', 'region', 'category', 'kind', 'channel_id', 'place', 'entered_at']
    await insertRows(db, 'video_feed', placed, places)
  }
}

const columns = [
  ...['youtube_id', 'title', 'description', 'channel_id', 'channel_title', 'published_at', 'duration_seconds'],
  ...['format', 'format_reason', 'format_rule', 'youtube_category', 'thumbnail_url', 'thumbnail_width'],
  ...['thumbnail_height', 'view_count', 'made_for_kids', 'found_in', 'found_region', 'found_category'],
  ...['added_at', 'found_at', 'fetched_at', 'stats_at'],
]

function videoRow(video: SeedVideo): SqlValue[] {
  const now = Date.now()
  const thumbnail = `https://i.ytimg.com/vi/${video.youtubeId}/hqdefault.jpg`
  return [
    ...[video.youtubeId, video.title, `About: ${video.title}`, channelId(video), video.channel, video.publishedAt],
    ...[video.durationS, formatOf(video), 'upright', 1, '0', thumbnail, 480, 360, String(video.views), false],
    ...['chart', seedRegion, null, now, now, now, now],
  ]
}

const formatOf = (video: SeedVideo): string => (video.kind === 'shorts' ? 'short' : 'long')

const channelId = (video: SeedVideo): string => `UC${Buffer.from(video.channel).toString('hex').slice(0, 22)}`
