import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { idField, proseField } from '../../lib/fields.ts'
import { newId } from '../../lib/ids.ts'
import { isBlank } from '../../lib/text-limits.ts'
import { requireConsents, requireVoice } from '../accounts/index.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure, invalidField } from '../errors.ts'
import { countComment } from './comment-counts.ts'
import { findComment } from './comment-rows.ts'
import { holdPostToActAt } from './held-post.ts'
import { tellMentions } from './mentions.ts'
import { writeTogether } from './write-together.ts'

export const commentMaxLength = 2200

export const commentText = proseField(commentMaxLength, 1).refine((text) => !isBlank(text), 'There is nothing to read.')

export const writeCommentInput = z.strictObject({
  text: commentText,
  replyTo: idField()
    .optional()
    .describe('A comment on the same post. A reply to a reply stands below the same comment as that one.'),
})

export type WriteCommentInput = z.output<typeof writeCommentInput>

/**
 * Comments on a post, or answers a comment on it. Throws `not_found`, `forbidden` where the author does not take comments
 * of this person, `validation_failed`, `account_silenced`, `terms_required`.
 */
export async function writeComment(
  context: Context,
  postId: string,
  input: WriteCommentInput,
): Promise<{ commentId: string }> {
  const { userId } = personOf(context.actor)
  requireVoice(context)
  await requireConsents(context, userId)
  const writeAlone = async (unit: Unit): Promise<{ commentId: string }> => {
    const post = await holdPostToActAt(unit, userId, postId)
    if (!post.canComment) throw failure('forbidden', 'The author does not take comments of yours on this post.')
    const place = await placeOf(unit, userId, postId, input.replyTo)
    const now = context.now()
    const commentId = newId(now)
    await unit.run(
      `INSERT INTO comments (id, post_id, author_id, thread_id, reply_to_id, text, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [commentId, postId, userId, place.threadId, place.replyToId, input.text, now],
    )
    await countComment(unit, { postId, threadId: place.threadId }, 1)
    await context.events.publish(unit, context, 'comment.created', {
      commentId,
      postId,
      postAuthorId: post.authorId,
      authorId: userId,
      threadId: place.threadId === '' ? null : place.threadId,
      replyToId: place.replyToId,
      replyToAuthorId: place.replyToAuthorId,
    })
    await tellMentions(unit, context, { byId: userId, postId, commentId, text: input.text })
    return { commentId }
  }
  return input.replyTo === undefined
    ? context.write(writeAlone, writeTogether({ context, postId, authorId: userId, text: input.text }))
    : context.write(writeAlone)
}

interface Place {
  threadId: string
  replyToId: string | null
  replyToAuthorId: string | null
}

async function placeOf(unit: Unit, userId: string, postId: string, replyTo: string | undefined): Promise<Place> {
  if (replyTo === undefined) return { threadId: '', replyToId: null, replyToAuthorId: null }
  const answered = await findComment(unit, userId, replyTo)
  if (answered?.postId !== postId) throw invalidField('replyTo', 'There is no such comment on this post.')
  return {
    threadId: answered.threadId === '' ? answered.id : answered.threadId,
    replyToId: answered.id,
    replyToAuthorId: answered.authorId,
  }
}
