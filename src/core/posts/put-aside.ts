import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { holdVisiblePost } from './held-post.ts'

/** Keeps a post out of feed and explore of the person who acts; again changes nothing. Throws `not_found`. */
export async function putPostAside(context: Context, postId: string): Promise<void> {
  const { userId } = personOf(context.actor)
  await context.write(async (unit) => {
    await holdVisiblePost(unit, userId, postId)
    await unit.run('INSERT INTO hidden_posts (user_id, post_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      userId,
      postId,
    ])
  })
}

/** Lets a post that was put aside be shown again. Throws `not_found`. */
export async function bringPostBack(context: Context, postId: string): Promise<void> {
  const { userId } = personOf(context.actor)
  await context.write(async (unit) => {
    await holdVisiblePost(unit, userId, postId)
    await unit.run('DELETE FROM hidden_posts WHERE user_id = $1 AND post_id = $2', [userId, postId])
  })
}
