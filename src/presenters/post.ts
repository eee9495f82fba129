import { z } from 'zod'
import type { ExploreRow, FeedRow, PostRow, PostStateRow, PostSummaryRow, ReactionRow } from '../core/posts/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'
import { presentAuthor } from './author.ts'
import { mediaShape, presentMediaItems } from './media.ts'
import { jsonOnce } from './page-json.ts'
import { personSummaryShape, presentPersonSummary } from './person.ts'
import { presentTextParts, textPartsShape } from './text-parts.ts'

const id = z.string().max(36)
const count = z.int().nonnegative()
const emoji = z.string().max(24)

/** A post. */
export const postShape = z
  .object({
    id,
    author: personSummaryShape,
    caption: z.string().max(2200),
    captionParts: textPartsShape,
    media: z.array(mediaShape).max(10),
    visibility: z.string().max(20).describe('`public` or `followers`.'),
    sensitive: z.boolean(),
    commentsFrom: z.string().max(20).describe('`everyone`, `followers` or `nobody`.'),
    canComment: z.boolean(),
    counts: z.object({ reactions: count, comments: count }).describe('Of what the person who asks could list.'),
    myReaction: emoji.nullable(),
    bookmarked: z.boolean(),
    editedAt: timeShape().nullable().describe('When the caption was changed.'),
    createdAt: timeShape(),
  })
  .meta({ id: 'Post', description: 'A post, as the person who asks sees it.' })

export type Post = z.output<typeof postShape>

/** A post as one viewer sees it. */
export function presentPost(row: PostRow): Post {
  return {
    id: row.id,
    author: presentAuthor(row),
    caption: row.caption,
    captionParts: presentTextParts(row.caption),
    media: presentMediaItems(row.media),
    visibility: row.visibility,
    sensitive: Boolean(row.isSensitive),
    commentsFrom: row.commentsFrom,
    canComment: Boolean(row.canComment),
    counts: { reactions: row.reactionsCount, comments: row.commentsCount },
    myReaction: row.myReaction,
    bookmarked: Boolean(row.bookmarked),
    editedAt: isoTime(row.editedAt),
    createdAt: isoTime(row.createdAt),
  }
}

/** Why a post is shown here. */
const reasonShape = z
  .object({
    type: z.string().max(20).describe('`following`, `own`, `trending` (many reactions of late) or `new`.'),
    hours: count.nullable().describe('For `trending`: so far back reactions were counted.'),
  })
  .meta({ id: 'PostReason', description: 'Why a post is shown here.' })

/** A post of the home feed or of explore, with the reason it is there. */
export const feedPostShape = z.object({ ...postShape.shape, reason: reasonShape }).meta({ id: 'FeedPost' })

export type FeedPost = z.output<typeof feedPostShape>

/** The JSON of a post of the home feed. */
export const feedPostJson = jsonOnce(
  (row: FeedRow): FeedPost => ({
    ...presentPost(row),
    reason: { type: row.reason, hours: null },
  }),
)

/** A post of explore; `trendHours` is how far back reactions were counted. */
export function presentExplorePost(row: ExploreRow, trendHours: number): FeedPost {
  const reason = row.isTrending ? { type: 'trending', hours: trendHours } : { type: 'new', hours: null }
  return { ...presentPost(row), reason }
}

/** What I have done with a post, and what it adds up to. */
export const postStateShape = z
  .object({
    id,
    counts: postShape.shape.counts,
    myReaction: emoji.nullable(),
    bookmarked: z.boolean(),
    hidden: z.boolean().describe('Put aside: not in my feed and explore.'),
  })
  .meta({ id: 'PostState', description: 'What the person who asks has done with a post.' })

/** What one viewer has done with a post. */
export function presentPostState(row: PostStateRow): z.output<typeof postStateShape> {
  return {
    id: row.id,
    counts: { reactions: row.reactionsCount, comments: row.commentsCount },
    myReaction: row.myReaction,
    bookmarked: Boolean(row.bookmarked),
    hidden: Boolean(row.isPutAside),
  }
}

/** Who reacted, and how. */
export const reactionShape = z
  .object({ user: personSummaryShape, emoji, createdAt: timeShape() })
  .meta({ id: 'Reaction', description: 'The reaction of one person.' })

/** The reaction of one person. */
export function presentReaction(row: ReactionRow): z.output<typeof reactionShape> {
  return { user: presentPersonSummary(row), emoji: row.emoji, createdAt: isoTime(row.reactedAt) }
}

/** A post in short. */
export const postSummaryShape = z
  .object({
    id,
    author: personSummaryShape,
    caption: z.string().max(200).describe('Its beginning.'),
    sensitive: z.boolean(),
    media: mediaShape.nullable().describe('The first item.'),
    mediaCount: z.int().min(0).max(10),
    createdAt: timeShape(),
  })
  .meta({ id: 'PostSummary', description: 'A post in short, where something else is about it.' })

export type PostSummary = z.output<typeof postSummaryShape>

/** A post in short, as a message or notification shows it. */
export function presentPostSummary(row: PostSummaryRow): PostSummary {
  const media = presentMediaItems(row.media)
  return {
    id: row.id,
    author: presentAuthor(row),
    caption: beginning(row.caption),
    sensitive: Boolean(row.isSensitive),
    media: media[0] ?? null,
    mediaCount: media.length,
    createdAt: isoTime(row.createdAt),
  }
}

// Never half of a character that takes two units.
function beginning(caption: string): string {
  return caption.length <= 200 ? caption : `${caption.slice(0, 199).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** A post as a tile of a grid. */
export const gridPostShape = z
  .object({
    id,
    kind: z.string().max(20).describe('Of the first item: `image` or `video`.'),
    thumbnailUrl: z.string().max(100).nullable(),
    placeholder: z.string().max(100).nullable().describe('A ThumbHash, base64.'),
    alt: z.string().max(1500).nullable(),
    mediaCount: z.int().min(0).max(10),
    sensitive: z.boolean(),
    createdAt: timeShape(),
  })
  .meta({ id: 'GridPost', description: 'A post as a tile of a grid.' })

/** A post as a tile of a grid: what is needed to draw its first picture. */
export function presentGridPost(row: PostRow): z.output<typeof gridPostShape> {
  const media = presentMediaItems(row.media)
  const [first] = media
  return {
    id: row.id,
    kind: first?.kind ?? 'image',
    thumbnailUrl: first?.thumbnailUrl ?? null,
    placeholder: first?.placeholder ?? null,
    alt: first?.alt ?? null,
    mediaCount: media.length,
    sensitive: Boolean(row.isSensitive),
    createdAt: isoTime(row.createdAt),
  }
}
