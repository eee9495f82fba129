import { type Flag, rowQuery } from '../../db/sql.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { type PostRow, requirePost } from './post-rows.ts'

/** A post as the person who acts may see it. Throws `not_found`. */
export function readPost(context: Context, postId: string): Promise<PostRow> {
  return requirePost(context.db.read, personOf(context.actor).userId, postId)
}

/** What the person who acts has done with a post. */
export interface PostStateRow extends PostRow {
  isPutAside: Flag
}

const putAside = rowQuery<{ postId: string }>(
  { postId: 'h.post_id' },
  'FROM hidden_posts h WHERE h.user_id = $1 AND h.post_id = $2',
)

/** A post with what the person who acts has done with it. Throws `not_found`. */
export async function readPostState(context: Context, postId: string): Promise<PostStateRow> {
  const post = await readPost(context, postId)
  const { userId } = personOf(context.actor)
  return { ...post, isPutAside: (await context.db.read.row(putAside, [userId, postId])) !== undefined }
}
