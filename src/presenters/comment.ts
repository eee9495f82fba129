import { z } from 'zod'
import type { CommentRow } from '../core/posts/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'
import { presentAuthor } from './author.ts'
import { personSummaryShape } from './person.ts'
import { presentTextParts, textPartsShape } from './text-parts.ts'

const id = z.string().max(36)
const count = z.int().nonnegative()
const emoji = z.string().max(24)

/** A comment on a post, or a reply to one. */
export const commentShape = z
  .object({
    id,
    postId: id,
    author: personSummaryShape,
    text: z.string().max(2200),
    textParts: textPartsShape,
    threadId: id
      .nullable()
      .describe('The comment below which this reply stands; null for a comment on the post itself.'),
    replyTo: z
      .object({ id, username: z.string().max(30) })
      .nullable()
      .describe('What this answers, and whom; null when that is gone.'),
    counts: z.object({ reactions: count, replies: count }).describe('Of what the person who asks could list.'),
    myReaction: emoji.nullable(),
    editedAt: timeShape().nullable(),
    createdAt: timeShape(),
  })
  .meta({ id: 'Comment', description: 'A comment on a post, as the person who asks sees it.' })

export type Comment = z.output<typeof commentShape>

/** A comment as one viewer sees it. */
export function presentComment(row: CommentRow): Comment {
  const { replyToId, replyToUsername } = row
  return {
    id: row.id,
    postId: row.postId,
    author: presentAuthor(row),
    text: row.text,
    textParts: presentTextParts(row.text),
    threadId: row.threadId === '' ? null : row.threadId,
    replyTo: replyToId === null || replyToUsername === null ? null : { id: replyToId, username: replyToUsername },
    counts: { reactions: row.reactionsCount, replies: row.repliesCount },
    myReaction: row.myReaction,
    editedAt: isoTime(row.editedAt),
    createdAt: isoTime(row.createdAt),
  }
}
