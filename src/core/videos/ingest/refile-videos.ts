import type { Flag } from '../../../db/sql.ts'
import { placeholders } from '../../../db/sql.ts'
import type { Unit } from '../../../db/unit.ts'
import type { Context } from '../../context.ts'
import type { VideoCategory } from '../categories/category.ts'
import { enabledCategories } from '../categories/read-categories.ts'
import { admittingCategories, feedKeys } from './admission.ts'
import { type FoundIn, wishedPlace } from './place.ts'
import { type FeedEntry, insertEntries } from './store-batch.ts'

interface StoredVideo {
  youtubeId: string
  title: string
  channelId: string
  channelTitle: string
  youtubeCategory: string
  madeForKids: Flag | null
  format: string
  regionsAllowed: string | null
  regionsBlocked: string | null
  publishedAt: number
  foundIn: FoundIn
  foundRegion: string
  foundCategory: string | null
  addedAt: number
  isHidden: Flag
}

const atATime = 200

/**
 * Files stored videos anew, by the categories as they are now and by what operators have hidden: places that are no longer
 * right go, missing ones are taken. For after a category was changed; asks YouTube nothing.
 */
export async function refileAllVideos(context: Context): Promise<number> {
  let last = ''
  let changed = 0
  for (;;) {
    const rows = await context.db.read.all<{ youtubeId: string }>(
      'SELECT youtube_id FROM videos WHERE youtube_id > $1 ORDER BY youtube_id LIMIT $2',
      [last, atATime],
    )
    if (rows.length === 0) return changed
    const ids = rows.map(({ youtubeId }) => youtubeId)
    const categories = await enabledCategories(context)
    changed += await context.db.transaction((unit) => refileVideos(unit, context, categories, ids))
    last = ids.at(-1)!
  }
}

/** The same for the given videos; answers how many places changed. */
export async function refileVideos(
  unit: Unit,
  context: Context,
  categories: readonly VideoCategory[],
  ids: readonly string[],
): Promise<number> {
  const list = placeholders(ids.length)
  const videos = await unit.all<StoredVideo>(
    `SELECT youtube_id, title, channel_id, channel_title, youtube_category, made_for_kids, format, regions_allowed,
       regions_blocked, published_at, found_in, found_region, found_category, added_at,
       EXISTS (SELECT 1 FROM video_hides h WHERE h.youtube_id = v.youtube_id) AS is_hidden
     FROM videos v WHERE youtube_id IN (${list})`,
    ids,
  )
  const feed = await unit.all<FeedEntry>(
    `SELECT youtube_id, region, category, kind, channel_id, place FROM video_feed WHERE youtube_id IN (${list})`,
    ids,
  )
  const missing: FeedEntry[] = []
  let changed = 0
  for (const video of videos) {
    const present = feed.filter(({ youtubeId }) => youtubeId === video.youtubeId)
    const wanted = wantedKeys(context, categories, video, present)
    for (const entry of present) {
      if (wanted.some((key) => key.region === entry.region && key.category === entry.category)) continue
      changed += await unit.run('DELETE FROM video_feed WHERE youtube_id = $1 AND region = $2 AND category = $3', [
        entry.youtubeId,
        entry.region,
        entry.category,
      ])
    }
    const { youtubeId, channelId, format, foundIn, publishedAt, addedAt } = video
    const place = wishedPlace(addedAt, { in: foundIn, position: 0, publishedAt })
    for (const key of wanted) {
      if (present.some((entry) => entry.region === key.region && entry.category === key.category)) continue
      missing.push({ ...key, youtubeId, channelId, kind: format, place })
    }
  }
  await insertEntries(unit, missing, context.now())
  return changed + missing.length
}

function wantedKeys(
  context: Context,
  categories: readonly VideoCategory[],
  video: StoredVideo,
  present: readonly FeedEntry[],
) {
  if (video.isHidden || (video.format !== 'short' && video.format !== 'long')) return []
  const madeForKids = video.madeForKids === null ? null : Boolean(video.madeForKids)
  const admitting = admittingCategories(categories, { ...video, madeForKids }, video.foundCategory)
  const regions = new Set([video.foundRegion, ...present.map(({ region }) => region)])
  const open = [...regions].filter((region) => isOpenIn(video, region))
  return feedKeys(admitting, open, context.instance.videoRegions)
}

/** Whether YouTube allows the video in a region, by the lists stored with it. */
export function isOpenIn(
  video: { regionsAllowed: string | null; regionsBlocked: string | null },
  region: string,
): boolean {
  if (video.regionsAllowed !== null && !video.regionsAllowed.includes(` ${region} `)) return false
  return !video.regionsBlocked?.includes(` ${region} `)
}
