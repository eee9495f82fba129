import { z } from 'zod'
import type { OperatorVideoRow, VideoDetailRow, VideoRow } from '../core/videos/index.ts'
import { isoTime } from '../lib/clock.ts'
import { pageShape, timeShape } from '../lib/fields.ts'
import { jsonOnce } from './page-json.ts'

const countShape = z
  .string()
  .max(20)
  .nullable()
  .describe('A count as YouTube gave it, in decimal digits (it may exceed 53 bits); null where it is not told.')

/** What YouTube asks every screen with its data to show. */
const attributionShape = z
  .object({
    source: z.string().max(20).describe('To be shown as the source, with the brand features of YouTube.'),
    url: z.string().max(200).describe('Where title and picture must link to.'),
    channelUrl: z.string().max(200).describe('Where the name of the channel must link to.'),
  })
  .meta({ id: 'VideoAttribution' })

/** A YouTube video in a list. */
export const videoShape = z
  .object({
    youtubeId: z.string().max(64),
    kind: z.string().max(20).describe('short or long.'),
    title: z.string().max(300),
    channel: z.object({ id: z.string().max(64), title: z.string().max(300) }),
    publishedAt: timeShape(),
    durationSeconds: z.int().nonnegative(),
    thumbnail: z.object({
      url: z.string().max(1000).describe('At YouTube; it is linked to and not stored here.'),
      width: z.int().positive().nullable(),
      height: z.int().positive().nullable(),
    }),
    viewCount: countShape,
    likeCount: countShape,
    commentCount: countShape,
    madeForKids: z
      .boolean()
      .nullable()
      .describe('Where true, nothing about watching may be tracked. Null is "not said", which is not "no".'),
    isSaved: z.boolean(),
    isSeen: z.boolean(),
    fetchedAt: timeShape().describe('When this was fetched from YouTube.'),
    attribution: attributionShape,
  })
  .meta({ id: 'Video', description: 'A YouTube video, to be played in YouTube’s embedded player alone.' })

export type Video = z.output<typeof videoShape>

/** A video as lists show it. */
export function presentVideo(row: VideoRow): Video {
  return {
    youtubeId: row.youtubeId,
    kind: row.kind,
    title: row.title,
    channel: { id: row.channelId, title: row.channelTitle },
    publishedAt: isoTime(row.publishedAt),
    durationSeconds: row.durationSeconds,
    thumbnail: { url: row.thumbnailUrl, width: row.thumbnailWidth, height: row.thumbnailHeight },
    viewCount: row.viewCount,
    likeCount: row.likeCount,
    commentCount: row.commentCount,
    madeForKids: row.madeForKids === null ? null : Boolean(row.madeForKids),
    isSaved: Boolean(row.isSaved),
    isSeen: Boolean(row.isSeen),
    fetchedAt: isoTime(row.fetchedAt),
    attribution: {
      source: 'YouTube',
      url: watchUrl(row.youtubeId, row.kind),
      channelUrl: `https://www.youtube.com/channel/${row.channelId}`,
    },
  }
}

/** The JSON of `presentVideo`. */
export const videoJson = jsonOnce(presentVideo)

function watchUrl(youtubeId: string, kind: string): string {
  return kind === 'short'
    ? `https://www.youtube.com/shorts/${youtubeId}`
    : `https://www.youtube.com/watch?v=${youtubeId}`
}

/** A video by itself. */
export const videoDetailShape = videoShape
  .extend({
    description: z.string().max(5000),
    language: z.string().max(100).nullable(),
    embedUrl: z
      .string()
      .max(300)
      .describe(
        'For the IFrame player, in its privacy-enhanced mode (`www.youtube-nocookie.com`); `origin=` is added by the app.',
      ),
  })
  .meta({ id: 'VideoDetail' })

/** A video with what only its own page shows. */
export function presentVideoDetail(row: VideoDetailRow): z.output<typeof videoDetailShape> {
  return {
    ...presentVideo(row),
    description: row.description,
    language: row.language,
    // The host whose player sets no cookies before somebody starts it, and the only one that our own pages may frame.
    embedUrl: `https://www.youtube-nocookie.com/embed/${row.youtubeId}?enablejsapi=1&playsinline=1`,
  }
}

/** A page of the feed. */
export const videoFeedShape = pageShape(videoShape)
  .extend({
    region: z.string().max(2).describe('Whose videos these are: the region asked for, or the fallback.'),
    regions: z
      .array(z.string().max(2))
      .max(250)
      .describe('The regions that can be asked for; the first one is the fallback.'),
    reason: z
      .string()
      .max(20)
      .nullable()
      .describe('Why the feed is empty: no_key, preparing, nothing_here. Null when it is not.'),
  })
  .meta({ id: 'VideoFeed' })

/** A video as operators see it. */
export const operatorVideoShape = z
  .object({
    id: z.string().max(64).describe('YouTube’s id.'),
    youtubeId: z.string().max(64),
    title: z.string().max(300),
    channel: z.string().max(300),
    channelId: z.string().max(64),
    kind: z.string().max(20),
    kindReason: z.string().max(40).describe('Which rule told a Short from a long video.'),
    category: z.string().max(30).nullable(),
    youtubeCategory: z.string().max(4),
    region: z.string().max(2),
    state: z.string().max(20).describe('visible or hidden.'),
    hidden: z.boolean(),
    views: countShape,
    durationMs: z.int().nonnegative(),
    madeForKids: z.boolean().nullable(),
    publishedAt: timeShape(),
    addedAt: timeShape(),
    fetchedAt: timeShape(),
    because: z.string().max(200).describe('Where it was found.'),
    posterUrl: z.string().max(1000),
    url: z.string().max(200),
  })
  .meta({ id: 'OperatorVideo' })

/** A video as operators see it. */
export function presentOperatorVideo(row: OperatorVideoRow): z.output<typeof operatorVideoShape> {
  const isHidden = Boolean(row.isHidden)
  return {
    id: row.youtubeId,
    youtubeId: row.youtubeId,
    title: row.title,
    channel: row.channelTitle,
    channelId: row.channelId,
    kind: row.kind,
    kindReason: row.kindReason,
    category: row.category,
    youtubeCategory: row.youtubeCategory,
    region: row.region,
    state: isHidden ? 'hidden' : 'visible',
    hidden: isHidden,
    views: row.viewCount,
    durationMs: row.durationSeconds * 1000,
    madeForKids: row.madeForKids === null ? null : Boolean(row.madeForKids),
    publishedAt: isoTime(row.publishedAt),
    addedAt: isoTime(row.addedAt),
    fetchedAt: isoTime(row.fetchedAt),
    because: foundWhere(row),
    posterUrl: row.thumbnailUrl,
    url: watchUrl(row.youtubeId, row.kind),
  }
}

function foundWhere({ foundIn, youtubeCategory, region, channelTitle }: OperatorVideoRow): string {
  if (foundIn === 'chart') return `a chart of ${region} (YouTube category ${youtubeCategory})`
  return foundIn === 'uploads' ? `uploads of ${channelTitle.slice(0, 100)}` : `a search in ${region}`
}
