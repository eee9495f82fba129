import { z } from 'zod'
import { tuples } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { idField, proseField } from '../../lib/fields.ts'
import { newId } from '../../lib/ids.ts'
import { requireConsents, requireVoice } from '../accounts/index.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { bindMedia, mediaColumn } from '../media/index.ts'
import { countPost, holdActive } from './author.ts'
import { tellMentions } from './mentions.ts'
import { setTags } from './tags.ts'

export const captionMaxLength = 2200
export const postMaxMedia = 10

export const postFields = {
  caption: proseField(captionMaxLength).describe('Knows #tags, @mentions and links.'),
  visibility: z.enum(['public', 'followers']),
  sensitive: z.boolean().describe('Shown blurred until somebody asks to see it.'),
  commentsFrom: z.enum(['everyone', 'followers', 'nobody']).describe('The author may always comment.'),
}

export const publishPostInput = z.strictObject({
  caption: postFields.caption.default(''),
  media: z.array(idField()).min(1).max(postMaxMedia).describe('Items of `POST /media` with purpose `post`, in order.'),
  visibility: postFields.visibility.default('public'),
  sensitive: postFields.sensitive.default(false),
  commentsFrom: postFields.commentsFrom.default('everyone'),
})

export type PublishPostInput = z.output<typeof publishPostInput>

/**
 * Publishes a post of the person who acts: row, media, tags and counts in one transaction; whoever is concerned hears of it
 * by `post.published` and `person.mentioned`. Throws `terms_required`, `account_silenced`, `media_not_ready`,
 * `validation_failed`.
 */
export async function publishPost(context: Context, input: PublishPostInput): Promise<{ postId: string }> {
  const { userId } = personOf(context.actor)
  requireVoice(context)
  await requireConsents(context, userId)
  return context.write(async (unit) => {
    await holdActive(unit, userId)
    const now = context.now()
    const postId = newId(now)
    await unit.run(
      `INSERT INTO posts (id, author_id, caption, visibility, is_sensitive, comments_from, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [postId, userId, input.caption, input.visibility, input.sensitive, input.commentsFrom, now],
    )
    await attachMedia(unit, context, postId, userId, input)
    await setTags(unit, postId, input.caption)
    await countPost(unit, userId, input.visibility, 1)
    await context.events.publish(unit, context, 'post.published', { postId, authorId: userId })
    await tellMentions(unit, context, { byId: userId, postId, commentId: null, text: input.caption })
    return { postId }
  })
}

const shownMedia = mediaColumn('post_media pm', 'pm.post_id = posts.id', 'pm.media_id', 'pm.position')

async function attachMedia(
  unit: Unit,
  context: Context,
  postId: string,
  ownerId: string,
  { media, visibility }: PublishPostInput,
): Promise<void> {
  const attachedTo = { type: 'post', id: postId } as const
  await bindMedia(unit, context, { mediaIds: media, ownerId, purpose: 'post', attachedTo, scope: visibility })
  await unit.run(
    `INSERT INTO post_media (post_id, position, media_id) VALUES ${tuples(media.length, 3)}`,
    media.flatMap((mediaId, position) => [postId, position, mediaId]),
  )
  await unit.run(`UPDATE posts SET media = ${shownMedia} WHERE id = $1`, [postId])
}
