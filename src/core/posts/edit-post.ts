import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { idField } from '../../lib/fields.ts'
import { requireConsents, requireVoice } from '../accounts/index.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { altField, changeMediaScope, describeAttached } from '../media/index.ts'
import { countOpenPost, holdActive } from './author.ts'
import { type HeldPost, holdOwnPost } from './held-post.ts'
import { tellMentions } from './mentions.ts'
import { postFields, postMaxMedia } from './publish-post.ts'
import { setTags } from './tags.ts'

export const editPostInput = z.strictObject({
  caption: postFields.caption.optional(),
  visibility: postFields.visibility.optional(),
  sensitive: postFields.sensitive.optional(),
  commentsFrom: postFields.commentsFrom.optional(),
  media: z
    .array(z.strictObject({ id: idField(), alt: altField.nullable().describe('What it shows; null for no words.') }))
    .min(1)
    .max(postMaxMedia)
    .optional()
    .describe('Other words for items of the post; those left out keep theirs. The items themselves stay.'),
})

export type EditPostInput = z.output<typeof editPostInput>

/**
 * Changes a post of the person who acts; another caption and other words for its media set the time of the edit, and another
 * visibility gives the media new addresses. Throws `not_found`, `forbidden`, `account_silenced`, `terms_required`,
 * `validation_failed`.
 */
export async function editPost(context: Context, postId: string, input: EditPostInput): Promise<void> {
  const { userId } = personOf(context.actor)
  requireVoice(context)
  await requireConsents(context, userId)
  await context.write(async (unit) => {
    await holdActive(unit, userId)
    const post = await holdOwnPost(unit, userId, postId)
    if (post.isHidden) throw notFound()
    await unit.run(
      `UPDATE posts SET is_sensitive = COALESCE($2, is_sensitive), comments_from = COALESCE($3, comments_from)
       WHERE id = $1`,
      [postId, input.sensitive ?? null, input.commentsFrom ?? null],
    )
    await changeVisibility(unit, context, post, input)
    await changeCaption(unit, context, post, input)
    await changeDescriptions(unit, context, post, input)
    await context.events.publish(unit, context, 'post.edited', { postId, authorId: userId })
  })
}

async function changeVisibility(
  unit: Unit,
  context: Context,
  post: HeldPost,
  { visibility }: EditPostInput,
): Promise<void> {
  if (visibility === undefined || visibility === post.visibility) return
  await unit.run('UPDATE posts SET visibility = $2 WHERE id = $1', [post.id, visibility])
  await countOpenPost(unit, post.authorId, visibility === 'public' ? 1 : -1)
  await changeMediaScope(unit, context, { type: 'post', id: post.id }, visibility)
}

async function changeCaption(unit: Unit, context: Context, post: HeldPost, { caption }: EditPostInput): Promise<void> {
  if (caption === undefined || caption === post.caption) return
  await unit.run('UPDATE posts SET caption = $2, edited_at = $3 WHERE id = $1', [post.id, caption, context.now()])
  await setTags(unit, post.id, caption, post.caption)
  await tellMentions(unit, context, {
    byId: post.authorId,
    postId: post.id,
    commentId: null,
    text: caption,
    before: post.caption,
  })
}

async function changeDescriptions(
  unit: Unit,
  context: Context,
  post: HeldPost,
  { media = [] }: EditPostInput,
): Promise<void> {
  if (!(await describeAttached(unit, { type: 'post', id: post.id }, media))) return
  await unit.run('UPDATE posts SET edited_at = $2 WHERE id = $1', [post.id, context.now()])
}
