import type { Unit } from '../../db/unit.ts'
import { requireVoice } from '../accounts/index.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { keepActive } from './author.ts'
import { type CommentRow, findStoredComment, requireComment } from './comment-rows.ts'
import { lockPost } from './held-post.ts'
import type { ReactionInput } from './react-to-post.ts'

/** Sets the one reaction of the person who acts to a comment. Throws `not_found`, `account_silenced`. */
export async function reactToComment(context: Context, commentId: string, { emoji }: ReactionInput): Promise<void> {
  const { userId } = personOf(context.actor)
  requireVoice(context)
  await context.write(async (unit) => {
    const { postId, authorId } = await holdVisibleComment(unit, userId, commentId)
    const isFirst = await unit.run(
      `INSERT INTO comment_reactions (comment_id, user_id, emoji, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (comment_id, user_id) DO NOTHING`,
      [commentId, userId, emoji, context.now()],
    )
    if (isFirst === 0) {
      const params = [commentId, userId, emoji]
      await unit.run('UPDATE comment_reactions SET emoji = $3 WHERE comment_id = $1 AND user_id = $2', params)
      return
    }
    await unit.run('UPDATE comments SET reactions_count = reactions_count + 1 WHERE id = $1', [commentId])
    await context.events.publish(unit, context, 'comment.reacted', { commentId, postId, authorId, userId })
  })
}

/** Takes the reaction of the person who acts to a comment back; without one nothing changes. Throws `not_found`. */
export async function unreactToComment(context: Context, commentId: string): Promise<void> {
  const { userId } = personOf(context.actor)
  await context.write(async (unit) => {
    const { postId, authorId } = await holdVisibleComment(unit, userId, commentId)
    const params = [commentId, userId]
    const removed = await unit.run('DELETE FROM comment_reactions WHERE comment_id = $1 AND user_id = $2', params)
    if (removed === 0) return
    await unit.run('UPDATE comments SET reactions_count = reactions_count - 1 WHERE id = $1', [commentId])
    await context.events.publish(unit, context, 'comment.unreacted', { commentId, postId, authorId, userId })
  })
}

async function holdVisibleComment(unit: Unit, userId: string, commentId: string): Promise<CommentRow> {
  await keepActive(unit, userId)
  await lockPost(unit, (await findStoredComment(unit, commentId)).postId)
  return requireComment(unit, userId, commentId)
}
