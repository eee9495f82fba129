import { z } from 'zod'
import { requireConsents, requireVoice } from '../accounts/index.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { keepActive } from './author.ts'
import { findStoredComment, requireComment } from './comment-rows.ts'
import { lockPost } from './held-post.ts'
import { tellMentions } from './mentions.ts'
import { commentText } from './write-comment.ts'

export const editCommentInput = z.strictObject({ text: commentText })

/**
 * Changes a comment of the person who acts. Throws `not_found`, `forbidden` for one of others, `account_silenced`,
 * `terms_required`.
 */
export async function editComment(context: Context, commentId: string, { text }: { text: string }): Promise<void> {
  const { userId } = personOf(context.actor)
  requireVoice(context)
  await requireConsents(context, userId)
  await context.write(async (unit) => {
    await keepActive(unit, userId)
    await lockPost(unit, (await findStoredComment(unit, commentId)).postId)
    const comment = await requireComment(unit, userId, commentId)
    if (comment.authorId !== userId) throw failure('forbidden', 'This comment is not yours.')
    if (comment.text === text) return
    const { postId } = comment
    await unit.run('UPDATE comments SET text = $2, edited_at = $3 WHERE id = $1', [commentId, text, context.now()])
    await context.events.publish(unit, context, 'comment.edited', { commentId, postId, authorId: userId })
    await tellMentions(unit, context, { byId: userId, postId, commentId, text, before: comment.text })
  })
}
