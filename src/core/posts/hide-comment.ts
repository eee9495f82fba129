import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { countCommentsAnew } from './comment-counts.ts'
import { holdComment } from './delete-comment.ts'

/**
 * Makes a comment and what stands below it absent for everybody, in the unit of an operator's decision. Answers whether it
 * was not hidden before. Throws `not_found`.
 */
export async function hideComment(unit: Unit, context: Context, commentId: string): Promise<boolean> {
  return setHidden(unit, context, commentId, context.now())
}

/** Takes `hideComment` back. Answers whether it was hidden before. Throws `not_found`. */
export async function restoreComment(unit: Unit, context: Context, commentId: string): Promise<boolean> {
  return setHidden(unit, context, commentId, null)
}

async function setHidden(unit: Unit, context: Context, commentId: string, at: number | null): Promise<boolean> {
  const { postId, authorId } = await holdComment(unit, commentId)
  const changed = await unit.run(
    `UPDATE comments SET hidden_at = $2 WHERE id = $1 AND hidden_at IS ${at === null ? 'NOT NULL' : 'NULL'}`,
    [commentId, at],
  )
  if (changed === 0) return false
  await countCommentsAnew(unit, 'comment', commentId)
  const event = at === null ? 'comment.restored' : 'comment.hidden'
  await context.events.publish(unit, context, event, { commentId, postId, authorId })
  return true
}
