import type { Unit } from '../../db/unit.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { recordDeletions } from '../deletions/index.ts'
import { releaseMedia } from '../media/index.ts'
import { countPost, holdAuthor } from './author.ts'
import { type HeldPost, holdAnyPost, holdOwnPost } from './held-post.ts'

/**
 * Deletes a post of the person who acts for good: comments, reactions, tags and bookmarks go with it in the same
 * transaction, its files after the commit. Throws `not_found`, `forbidden`.
 */
export async function deletePost(context: Context, postId: string): Promise<void> {
  const { userId } = personOf(context.actor)
  await context.write(async (unit) => {
    await holdAuthor(unit, userId)
    await removeHeld(unit, context, await holdOwnPost(unit, userId, postId))
  })
}

/** Deletes any post, in the unit of an operator's decision. Throws `not_found`. */
export async function removePost(unit: Unit, context: Context, postId: string): Promise<void> {
  const author = await unit.get<{ authorId: string }>('SELECT author_id FROM posts WHERE id = $1', [postId])
  if (author !== undefined) await holdAuthor(unit, author.authorId)
  await removeHeld(unit, context, await holdAnyPost(unit, postId))
}

async function removeHeld(unit: Unit, context: Context, post: HeldPost): Promise<void> {
  const { id, authorId } = post
  await context.events.publish(unit, context, 'post.deleted', { postId: id, authorId })
  await releaseMedia(unit, context, { type: 'post', id })
  await unit.run('DELETE FROM posts WHERE id = $1', [id])
  if (!post.isHidden) await countPost(unit, authorId, post.visibility, -1)
  await recordDeletions(unit, context, 'post', [id])
}
