import { z } from 'zod'
import { isSingleEmoji } from '../../lib/emoji.ts'
import { newId } from '../../lib/ids.ts'
import { requireVoice } from '../accounts/index.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { holdPostToActAt } from './held-post.ts'

export const reactionInput = z.strictObject({
  emoji: z
    .string()
    .min(1)
    .max(24)
    .refine(isSingleEmoji, 'This must be one emoji.')
    .describe('Exactly one emoji that Unicode recommends for general interchange (RGI).'),
})

export type ReactionInput = z.output<typeof reactionInput>

/**
 * Sets the one reaction of the person who acts to a post; another emoji takes the place of the first. Throws `not_found`,
 * `account_silenced`.
 */
export async function reactToPost(context: Context, postId: string, { emoji }: ReactionInput): Promise<void> {
  const { userId } = personOf(context.actor)
  requireVoice(context)
  await context.write(async (unit) => {
    const { authorId } = await holdPostToActAt(unit, userId, postId)
    const now = context.now()
    const isFirst = await unit.run(
      `INSERT INTO reactions (post_id, user_id, emoji, id, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (post_id, user_id) DO NOTHING`,
      [postId, userId, emoji, newId(now), now],
    )
    if (isFirst === 0) {
      await unit.run('UPDATE reactions SET emoji = $3 WHERE post_id = $1 AND user_id = $2', [postId, userId, emoji])
      return
    }
    await unit.run('UPDATE posts SET reactions_count = reactions_count + 1 WHERE id = $1', [postId])
    await context.events.publish(unit, context, 'post.reacted', { postId, authorId, userId })
  })
}

/** Takes the reaction of the person who acts back; without one nothing changes. Throws `not_found`. */
export async function unreactToPost(context: Context, postId: string): Promise<void> {
  const { userId } = personOf(context.actor)
  await context.write(async (unit) => {
    const { authorId } = await holdPostToActAt(unit, userId, postId)
    const removed = await unit.run('DELETE FROM reactions WHERE post_id = $1 AND user_id = $2', [postId, userId])
    if (removed === 0) return
    await unit.run('UPDATE posts SET reactions_count = reactions_count - 1 WHERE id = $1', [postId])
    await context.events.publish(unit, context, 'post.unreacted', { postId, authorId, userId })
  })
}
