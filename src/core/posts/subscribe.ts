import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { recordDeletions } from '../deletions/index.ts'
import { invalidField } from '../errors.ts'
import type { EventBus } from '../events.ts'
import { countCommentsAnew } from './comment-counts.ts'
import { findPost } from './post-rows.ts'
import { countReactionsOf } from './reaction-counts.ts'

/** Keeps posts in step with what happens to accounts, and messages from sharing what their sender does not see. */
export function subscribePosts(events: EventBus): void {
  events.subscribe('person.counted', async (unit, _context, { userId, by }) => {
    await countReactionsOf(unit, userId, by)
    await countCommentsAnew(unit, 'person', userId)
  })
  events.subscribe('account.erased', (unit, context, { userId }) => eraseAround(unit, context, userId))
  events.subscribe('message.sending', async (unit, _context, { senderId, postId }) => {
    if (postId === null || (await findPost(unit, senderId, postId)) !== undefined) return
    throw invalidField('post', 'There is no such post that you may see.')
  })
}

// Posts, comments and reactions of the person go with the account's row. What others wrote below their comments would be
// left without what it answers; and whoever keeps something about a post is told that it goes.
async function eraseAround(unit: Unit, context: Context, userId: string): Promise<void> {
  const posts = await unit.all<{ id: string }>('SELECT id FROM posts WHERE author_id = $1 ORDER BY id', [userId])
  for (const { id } of posts) {
    await context.events.publish(unit, context, 'post.deleted', { postId: id, authorId: userId })
    await recordDeletions(unit, context, 'post', [id])
  }
  const comments = await unit.all<{ id: string; postId: string; authorId: string }>(
    `SELECT r.id, r.post_id, r.author_id FROM comments t
       JOIN comments r ON r.post_id = t.post_id AND r.thread_id = t.id
     WHERE t.author_id = $1 AND t.thread_id = '' AND r.author_id <> $1 ORDER BY r.id`,
    [userId],
  )
  for (const { id, postId, authorId } of comments) {
    await context.events.publish(unit, context, 'comment.deleted', { commentId: id, postId, authorId })
    await recordDeletions(unit, context, 'comment', [id])
    await unit.run('DELETE FROM comments WHERE id = $1', [id])
  }
}
