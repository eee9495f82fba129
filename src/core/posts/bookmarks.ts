import type { Page } from '../../lib/cursor.ts'
import { newId } from '../../lib/ids.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { holdVisiblePost } from './held-post.ts'
import { type ListInput, postPage, startOf } from './list.ts'
import { type PlacedPost, postQuery, readPlaced, visiblePostSql } from './post-rows.ts'

/** Keeps a post among the bookmarks of the person who acts; again changes nothing. Throws `not_found`. */
export async function bookmarkPost(context: Context, postId: string): Promise<void> {
  const { userId } = personOf(context.actor)
  await context.write(async (unit) => {
    await holdVisiblePost(unit, userId, postId)
    const now = context.now()
    await unit.run(
      'INSERT INTO bookmarks (user_id, post_id, id, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [userId, postId, newId(now), now],
    )
  })
}

/** Takes a post off the bookmarks; without one nothing changes. Throws `not_found`. */
export async function unbookmarkPost(context: Context, postId: string): Promise<void> {
  const { userId } = personOf(context.actor)
  await context.write(async (unit) => {
    await holdVisiblePost(unit, userId, postId)
    await unit.run('DELETE FROM bookmarks WHERE user_id = $1 AND post_id = $2', [userId, postId])
  })
}

const bookmarked = postQuery(
  `SELECT b.post_id AS id, b.id AS place FROM bookmarks b
     JOIN posts p ON p.id = b.post_id JOIN users a ON a.id = p.author_id
   WHERE b.user_id = $1 AND b.id < $2 AND ${visiblePostSql('$1')} ORDER BY b.id DESC LIMIT $3`,
)

/** The posts that the person who acts has kept and may still see, the last one first. Throws `cursor_invalid`. */
export async function listBookmarks(context: Context, input: ListInput): Promise<Page<PlacedPost>> {
  const { userId } = personOf(context.actor)
  const list = `bookmarks:${userId}`
  const rows = await readPlaced(context.db.read, bookmarked, [userId, startOf(context, list, input), input.limit + 1])
  return postPage(context, list, rows, input.limit)
}
