import type { Page } from '../../lib/cursor.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { findVisibleUser, followsSql, mayReadPosts } from '../people/index.ts'
import { type ListInput, postPage, startOf } from './list.ts'
import { type PlacedPost, postQuery, readPlaced } from './post-rows.ts'

const ofAuthor = postQuery(
  `SELECT p.id, p.id AS place FROM posts p
   WHERE p.author_id = $2 AND p.id < $3 AND p.hidden_at IS NULL
     AND (p.visibility = 'public' OR p.author_id = $1 OR ${followsSql('$1', '$2')})
   ORDER BY p.id DESC LIMIT $4`,
)

/**
 * The posts of a person that the one who acts may see, newest first. Throws `not_found`, `cursor_invalid`, or `forbidden`
 * for a private account that they do not follow.
 */
export async function listUserPosts(context: Context, username: string, input: ListInput): Promise<Page<PlacedPost>> {
  const viewerId = personOf(context.actor).userId
  const { id } = await findVisibleUser(context, username)
  if (!(await mayReadPosts(context.db.read, viewerId, id))) {
    throw failure('forbidden', 'This account is private; only its followers see this.')
  }
  const list = `posts:${id}`
  const params = [viewerId, id, startOf(context, list, input), input.limit + 1]
  return postPage(context, list, await readPlaced(context.db.read, ofAuthor, params), input.limit)
}
