import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { changeMediaScope } from '../media/index.ts'
import { countPost, holdAuthor } from './author.ts'
import { type HeldPost, holdAnyPost } from './held-post.ts'

/**
 * Makes a post absent for everybody, its author included, and its files for everybody else, in the unit of an operator's
 * decision. Answers whether it was visible before. Throws `not_found`.
 */
export async function hidePost(unit: Unit, context: Context, postId: string): Promise<boolean> {
  const post = await holdWithAuthor(unit, postId)
  if (post.isHidden) return false
  await unit.run('UPDATE posts SET hidden_at = $2 WHERE id = $1', [postId, context.now()])
  await countPost(unit, post.authorId, post.visibility, -1)
  await changeMediaScope(unit, context, { type: 'post', id: postId }, 'owner')
  await context.events.publish(unit, context, 'post.hidden', { postId, authorId: post.authorId })
  return true
}

/** Takes `hidePost` back. Answers whether it was hidden before. Throws `not_found`. */
export async function restorePost(unit: Unit, context: Context, postId: string): Promise<boolean> {
  const post = await holdWithAuthor(unit, postId)
  if (!post.isHidden) return false
  await unit.run('UPDATE posts SET hidden_at = NULL WHERE id = $1', [postId])
  await countPost(unit, post.authorId, post.visibility, 1)
  await changeMediaScope(unit, context, { type: 'post', id: postId }, post.visibility)
  await context.events.publish(unit, context, 'post.restored', { postId, authorId: post.authorId })
  return true
}

async function holdWithAuthor(unit: Unit, postId: string): Promise<HeldPost> {
  const author = await unit.get<{ authorId: string }>('SELECT author_id FROM posts WHERE id = $1', [postId])
  if (author !== undefined) await holdAuthor(unit, author.authorId)
  return holdAnyPost(unit, postId)
}
