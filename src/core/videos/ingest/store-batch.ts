import type { FormatVerdict, YoutubeThumbnail } from '../../../clients/youtube/index.ts'
import { placeholders, type SqlValue, tuples } from '../../../db/sql.ts'
import type { Unit } from '../../../db/unit.ts'
import { day } from '../../../lib/clock.ts'
import type { Context } from '../../context.ts'
import type { CompleteVideo, Rejection } from './admission.ts'
import type { Find, IngestCounts } from './ingest-videos.ts'
import { freePlace, wishedPlace } from './place.ts'

/** A place in one feed. */
export interface FeedKey {
  region: string
  category: string
}

/** A video that is let in, with all that is stored of it. */
export interface Acceptance extends Find {
  facts: CompleteVideo
  verdict: FormatVerdict
  thumbnail: YoutubeThumbnail
  hydrations: number
  keys: FeedKey[]
  mainCategory: string
  foundFor: string | null
}

/** What is stored of a video before it is looked at again. */
export interface KnownVideo {
  format: string
  hydrations: number
  foundRegion: string
  foundCategory: string | null
  addedAt: number
  regions: string[]
  feed: (FeedKey & { kind: string; place: number })[]
}

/** What is stored of the given videos. */
export async function readKnown(unit: Unit, ids: readonly string[]): Promise<Map<string, KnownVideo>> {
  const list = placeholders(ids.length)
  const rows = await unit.all<Omit<KnownVideo, 'regions' | 'feed'> & { youtubeId: string }>(
    `SELECT youtube_id, format, hydrations, found_region, found_category, added_at FROM videos WHERE youtube_id IN (${list})`,
    ids,
  )
  const known = new Map<string, KnownVideo>()
  for (const { youtubeId, ...row } of rows) known.set(youtubeId, { ...row, regions: [], feed: [] })
  const feed = await unit.all<FeedKey & { youtubeId: string; kind: string; place: number }>(
    `SELECT youtube_id, region, category, kind, place FROM video_feed WHERE youtube_id IN (${list})`,
    ids,
  )
  for (const { youtubeId, ...entry } of feed) {
    const video = known.get(youtubeId)
    video?.feed.push(entry)
    if (video && !video.regions.includes(entry.region)) video.regions.push(entry.region)
  }
  return known
}

async function readHidden(unit: Unit, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await unit.all<{ youtubeId: string }>(
    `SELECT youtube_id FROM video_hides WHERE youtube_id IN (${placeholders(ids.length)})`,
    ids,
  )
  return new Set(rows.map(({ youtubeId }) => youtubeId))
}

/** Stores what was judged: videos and their places in the feeds, and the ids of those that were refused. */
export async function storeBatch(
  unit: Unit,
  context: Context,
  batch: {
    accepted: readonly Acceptance[]
    rejected: readonly { id: string; rejection: Rejection }[]
    known: ReadonlyMap<string, KnownVideo>
  },
): Promise<IngestCounts> {
  const { accepted, rejected, known } = batch
  const counts: IngestCounts = { added: 0, updated: 0, removed: 0, rejected: rejected.length, accepted: [] }
  await storeRejected(unit, context, rejected)
  for (const { id } of rejected) if (known.has(id)) counts.removed += 1
  if (accepted.length === 0) return counts
  await upsertVideos(unit, accepted, context.now(), context.instance.videoRegions[0] ?? '')
  await settleFeed(unit, context, accepted, known)
  for (const { video, facts, keys, mainCategory } of accepted) {
    if (known.has(video.id)) counts.updated += 1
    else counts.added += 1
    if (keys.length === 0) continue
    counts.accepted.push({ id: video.id, channelId: facts.channelId, category: mainCategory, region: keys[0]!.region })
  }
  return counts
}

async function storeRejected(
  unit: Unit,
  context: Context,
  rejected: readonly { id: string; rejection: Rejection }[],
): Promise<void> {
  if (rejected.length === 0) return
  const now = context.now()
  await unit.run(
    `INSERT INTO video_rejects (youtube_id, reason, again_at) VALUES ${tuples(rejected.length, 3)}
     ON CONFLICT (youtube_id) DO UPDATE SET reason = excluded.reason, again_at = excluded.again_at`,
    rejected.flatMap(({ id, rejection }) => [id, rejection.reason, now + rejection.againMs]),
  )
  await unit.run(
    `DELETE FROM videos WHERE youtube_id IN (${placeholders(rejected.length)})`,
    rejected.map(({ id }) => id),
  )
}

const columns = [
  'youtube_id',
  'title',
  'description',
  'channel_id',
  'channel_title',
  'published_at',
  'duration_seconds',
  'embed_width',
  'embed_height',
  'format',
  'format_reason',
  'format_rule',
  'hydrations',
  'youtube_category',
  'language',
  'thumbnail_url',
  'thumbnail_width',
  'thumbnail_height',
  'view_count',
  'like_count',
  'comment_count',
  'made_for_kids',
  'regions_allowed',
  'regions_blocked',
  'etag',
  'found_in',
  'found_region',
  'found_category',
  'added_at',
  'found_at',
  'fetched_at',
  'stats_at',
] as const

/** Columns that tell where a video was found first; being looked at again does not change them. */
const keptColumns = ['youtube_id', 'found_in', 'found_region', 'found_category', 'added_at', 'found_at']

const updates = columns
  .filter((column) => !keptColumns.includes(column))
  .map((column) => `${column} = excluded.${column}`)
  .join(', ')

async function upsertVideos(unit: Unit, accepted: readonly Acceptance[], now: number, home: string): Promise<void> {
  const found = accepted[0]!.origin === null ? '' : ', found_at = excluded.found_at'
  const rows = accepted.map((one): SqlValue[] => {
    const { video, facts, verdict, thumbnail, origin } = one
    // A saved video that was let go comes back without an origin.
    const from = origin ?? { in: 'search', region: home }
    const restriction = video.contentDetails?.regionRestriction ?? null
    return [
      video.id,
      facts.title,
      video.snippet?.description ?? '',
      facts.channelId,
      facts.channelTitle,
      facts.publishedAt,
      verdict.durationSeconds ?? 0,
      verdict.embedWidth,
      verdict.embedHeight,
      verdict.format,
      verdict.reason,
      verdict.rule,
      one.hydrations,
      facts.youtubeCategory,
      video.snippet?.defaultAudioLanguage ?? video.snippet?.defaultLanguage ?? null,
      thumbnail.url,
      thumbnail.width,
      thumbnail.height,
      video.statistics?.viewCount ?? null,
      video.statistics?.likeCount ?? null,
      video.statistics?.commentCount ?? null,
      facts.madeForKids,
      regionList(restriction?.allowed),
      regionList(restriction?.blocked),
      video.etag,
      from.in,
      from.region,
      one.foundFor,
      now,
      now,
      now,
      now,
    ]
  })
  await unit.run(
    `INSERT INTO videos (${columns.join(', ')}) VALUES ${tuples(rows.length, columns.length)}
     ON CONFLICT (youtube_id) DO UPDATE SET ${updates}, recheck_at = NULL${found}`,
    rows.flat(),
  )
}

/** ` US DE ` for US and DE, so that one region is found by ` US `; null when there is no list. */
function regionList(codes: readonly string[] | null | undefined): string | null {
  return codes === null || codes === undefined ? null : ` ${codes.join(' ')} `
}

/** A video at its place in a feed. */
export interface FeedEntry extends FeedKey {
  youtubeId: string
  kind: string
  channelId: string
  place: number
}

async function settleFeed(
  unit: Unit,
  context: Context,
  accepted: readonly Acceptance[],
  known: ReadonlyMap<string, KnownVideo>,
): Promise<void> {
  const hidden = await readHidden(
    unit,
    accepted.map(({ video }) => video.id),
  )
  const taken = await readTaken(unit, context, accepted)
  const now = context.now()
  const entries: FeedEntry[] = []
  for (const { video, facts, verdict, keys, position, origin } of accepted) {
    const before = known.get(video.id)?.feed ?? []
    const wanted = hidden.has(video.id) ? [] : keys
    const kind = verdict.format
    for (const entry of before) {
      if (entry.kind === kind && wanted.some((key) => isSameKey(key, entry))) continue
      await unit.run('DELETE FROM video_feed WHERE youtube_id = $1 AND region = $2 AND category = $3', [
        video.id,
        entry.region,
        entry.category,
      ])
    }
    for (const key of wanted) {
      const old = before.find((entry) => isSameKey(key, entry))
      if (old?.kind === kind) continue
      const found = { in: origin?.in ?? 'search', position, publishedAt: facts.publishedAt } as const
      const others = `${facts.channelId} ${key.region} ${key.category} ${kind}`
      const places = taken.get(others) ?? []
      const place = old?.place ?? freePlace(wishedPlace(now, found), places)
      taken.set(others, [...places, place])
      entries.push({ ...key, youtubeId: video.id, kind, channelId: facts.channelId, place })
    }
  }
  await insertEntries(unit, entries, now)
}

function isSameKey(one: FeedKey, other: FeedKey): boolean {
  return one.region === other.region && one.category === other.category
}

async function readTaken(
  unit: Unit,
  context: Context,
  accepted: readonly Acceptance[],
): Promise<Map<string, number[]>> {
  const channels = [...new Set(accepted.map(({ facts }) => facts.channelId))]
  const rows = await unit.all<FeedEntry>(
    `SELECT region, category, kind, channel_id, place FROM video_feed
     WHERE channel_id IN (${placeholders(channels.length)}) AND place > $${channels.length + 1}`,
    [...channels, context.now() - 4 * day],
  )
  const taken = new Map<string, number[]>()
  for (const { channelId, region, category, kind, place } of rows) {
    const key = `${channelId} ${region} ${category} ${kind}`
    taken.set(key, [...(taken.get(key) ?? []), place])
  }
  return taken
}

/** At most so many places in one statement. */
const entriesAtATime = 200

/** Puts videos at their places in the feeds. */
export async function insertEntries(unit: Unit, entries: readonly FeedEntry[], now: number): Promise<void> {
  for (let start = 0; start < entries.length; start += entriesAtATime) {
    const some = entries.slice(start, start + entriesAtATime)
    await unit.run(
      `INSERT INTO video_feed (youtube_id, region, category, kind, channel_id, place, entered_at)
       VALUES ${tuples(some.length, 7)} ON CONFLICT DO NOTHING`,
      some.flatMap(({ youtubeId, region, category, kind, channelId, place }): SqlValue[] => [
        youtubeId,
        region,
        category,
        kind,
        channelId,
        place,
        now,
      ]),
    )
  }
}
