import type { Youtube, YoutubeVideo } from '../../../clients/youtube/index.ts'
import { day, hour } from '../../../lib/clock.ts'
import type { Context } from '../../context.ts'
import type { VideoCategory } from '../categories/category.ts'
import { enabledCategories } from '../categories/read-categories.ts'
import { admittingCategories, completeVideo, feedKeys, judgeAvailability, type Rejection } from './admission.ts'
import type { FoundIn } from './place.ts'
import { type Acceptance, type KnownVideo, readKnown, storeBatch } from './store-batch.ts'

/** Where a batch of videos comes from. */
export interface Origin {
  in: FoundIn
  region: string
  /** The category whose search or channel found it, where one did. */
  category: string | null
}

/** A hydrated video and how it was come by. */
export interface Find {
  video: YoutubeVideo
  /** Null when a video that is known was only looked at again. */
  origin: Origin | null
  /** Its place in YouTube's own order, from 0. */
  position: number
}

/** What became of a batch. */
export interface IngestCounts {
  added: number
  updated: number
  removed: number
  rejected: number
  /** Those that are in a feed now. */
  accepted: { id: string; channelId: string; category: string; region: string }[]
}

const atATime = 50
const mostHydrations = 3

/**
 * Takes hydrated videos into the feeds: tells Shorts from long ones, leaves out what may not be shown, and finds each its
 * place. Those that are known are brought up to date, and removed where they may not be shown any more. Finds of one
 * call either all have an origin or none.
 */
export async function ingestVideos(context: Context, youtube: Youtube, finds: readonly Find[]): Promise<IngestCounts> {
  const categories = await enabledCategories(context)
  const total: IngestCounts = { added: 0, updated: 0, removed: 0, rejected: 0, accepted: [] }
  // The same video twice would be two rows of one statement.
  const once = [...new Map(finds.map((find) => [find.video.id, find])).values()]
  for (let start = 0; start < once.length; start += atATime) {
    const counts = await ingestBatch(context, youtube, categories, once.slice(start, start + atATime))
    total.added += counts.added
    total.updated += counts.updated
    total.removed += counts.removed
    total.rejected += counts.rejected
    total.accepted.push(...counts.accepted)
  }
  return total
}

/** Finds of one list, in YouTube's order. */
export function findsOf(videos: readonly YoutubeVideo[], origin: Origin | null, firstPosition = 0): Find[] {
  return videos.map((video, index) => ({ video, origin, position: firstPosition + index }))
}

function ingestBatch(
  context: Context,
  youtube: Youtube,
  categories: readonly VideoCategory[],
  batch: readonly Find[],
): Promise<IngestCounts> {
  return context.db.transaction(async (unit) => {
    const known = await readKnown(
      unit,
      batch.map(({ video }) => video.id),
    )
    const accepted: Acceptance[] = []
    const rejected: { id: string; rejection: Rejection }[] = []
    for (const find of batch) {
      const verdict = judge(context, youtube, categories, find, known.get(find.video.id))
      if ('rejection' in verdict) rejected.push({ id: find.video.id, rejection: verdict.rejection })
      else accepted.push(verdict)
    }
    return storeBatch(unit, context, { accepted, rejected, known })
  })
}

function judge(
  context: Context,
  youtube: Youtube,
  categories: readonly VideoCategory[],
  find: Find,
  known: KnownVideo | undefined,
): Acceptance | { rejection: Rejection } {
  const { video, origin } = find
  const facts = completeVideo(video)
  if (facts === null) return { rejection: { reason: 'incomplete', againMs: day } }
  const hydrations = known?.hydrations ?? 0
  const verdict = youtube.classifyFormat(video, {
    hydrations,
    trustsShortsPicture: context.settings.get('videos.trustShortsPicture'),
  })
  if (verdict.format === 'live') return { rejection: { reason: verdict.reason, againMs: 6 * hour } }
  const regions = new Set(known?.regions ?? [])
  // A saved video that was let go is known no more; without a region nothing could tell that it may be shown.
  regions.add(origin?.region ?? known?.foundRegion ?? context.instance.videoRegions[0] ?? '')
  const { rejection, openRegions } = judgeAvailability(youtube, video, [...regions])
  if (rejection !== null) return { rejection }
  const foundFor = origin?.category ?? known?.foundCategory ?? null
  const admitting = admittingCategories(categories, facts, foundFor)
  if (admitting.length === 0) return { rejection: { reason: 'no category', againMs: 3 * day } }
  const isUnknown = verdict.format === 'unknown'
  if (isUnknown && hydrations >= mostHydrations) return { rejection: { reason: 'no shape', againMs: 28 * day } }
  return {
    ...find,
    facts,
    verdict,
    thumbnail: youtube.bestThumbnail(video.id, video.snippet?.thumbnails ?? null),
    hydrations: isUnknown ? hydrations + 1 : hydrations,
    keys: isUnknown ? [] : feedKeys(admitting, openRegions, context.instance.videoRegions),
    mainCategory: admitting[0]!.slug,
    foundFor,
  }
}
