import type { Unit } from '../../db/unit.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { recordDeletions } from '../deletions/index.ts'
import { failure } from '../errors.ts'
import { commentsAround, countComment } from './comment-counts.ts'
import { findStoredComment, requireComment, type StoredComment } from './comment-rows.ts'
import { lockPost } from './held-post.ts'

/**
 * Deletes a comment for good, with the replies below it: of one's own, or below one's own post. Throws `not_found`,
 * `forbidden`.
 */
export async function deleteComment(context: Context, commentId: string): Promise<void> {
  const { userId } = personOf(context.actor)
  await context.write(async (unit) => {
    const comment = await holdComment(unit, commentId)
    if (comment.authorId !== userId) {
      const { postAuthorId } = await requireComment(unit, userId, commentId)
      if (postAuthorId !== userId) throw failure('forbidden', 'This comment is not yours.')
    }
    await removeHeld(unit, context, comment)
  })
}

/** Deletes any comment with the replies below it, in the unit of an operator's decision. Throws `not_found`. */
export async function removeComment(unit: Unit, context: Context, commentId: string): Promise<void> {
  await removeHeld(unit, context, await holdComment(unit, commentId))
}

/** The comment, its post held until the unit ends. Throws `not_found`. */
export async function holdComment(unit: Unit, commentId: string): Promise<StoredComment> {
  await lockPost(unit, (await findStoredComment(unit, commentId)).postId)
  return findStoredComment(unit, commentId)
}

async function removeHeld(unit: Unit, context: Context, { id, postId }: StoredComment): Promise<void> {
  const gone = await unit.all<StoredComment>(
    `SELECT id, post_id, author_id, thread_id, text, is_counted FROM comments WHERE id IN (${commentsAround.comment})
     ORDER BY id`,
    [id],
  )
  for (const { id: commentId, authorId } of gone) {
    await context.events.publish(unit, context, 'comment.deleted', { commentId, postId, authorId })
    await recordDeletions(unit, context, 'comment', [commentId])
  }
  const { threadId } = gone.find((comment) => comment.id === id)!
  const counted = gone.filter((comment) => Boolean(comment.isCounted)).length
  if (counted > 0) await countComment(unit, { postId, threadId }, -counted)
  await unit.run(`DELETE FROM comments WHERE id IN (${commentsAround.comment})`, [id])
}
