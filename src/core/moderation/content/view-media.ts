import { z } from 'zod'
import type { Flag } from '../../../db/sql.ts'
import { proseField } from '../../../lib/fields.ts'
import { actorIdentity, recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { invalidField, notFound } from '../../errors.ts'
import { findAttachedFile, type HeldFile } from '../../media/index.ts'
import { partOfSize, viewedSize } from '../viewed-size.ts'
import { reportsSql } from './list-content.ts'
import { type Ground, ground, groundOf } from './read-messages.ts'

export const viewContentMediaInput = z.strictObject({
  size: viewedSize.default('thumbnail'),
  ...ground,
  report: ground.report.describe('Of messages: the report or case they are looked at for.'),
  reason: proseField(500, 1)
    .optional()
    .describe('Why it is looked at; needed for messages, and where it is sensitive, reported or hidden.'),
})

/** What the media hang on. */
export interface ViewedContent {
  type: 'post' | 'message'
  id: string
  mediaId: string
}

/**
 * The file of a picture or video as it is now, for an operator. Where one had better not see it unasked (sensitive,
 * reported or hidden posts, every message), the look needs a reason and is written to the audit, once for each operator
 * and item. Throws `not_found`, `validation_failed` without the reason, and for messages like `listMessagesForReview`.
 */
export async function viewContentMedia(
  context: Context,
  input: ViewedContent & z.output<typeof viewContentMediaInput>,
): Promise<HeldFile> {
  const { type, id, mediaId, size, reason, report } = input
  const isDelicate = type === 'message' ? await mayLookAtMessage(context, id, input) : await isDelicatePost(context, id)
  const file = await findAttachedFile(context.db.read, { type, id, mediaId, part: partOfSize[size] })
  if (file === undefined) throw notFound()
  if (!isDelicate) return file
  if (reason === undefined && report === undefined) {
    throw invalidField('reason', 'What is sensitive, reported or hidden is looked at with a reason.')
  }
  await auditLook(context, input)
  return file
}

async function isDelicatePost({ db }: Context, id: string): Promise<boolean> {
  const post = await db.read.get<{ isSensitive: Flag; hiddenAt: number | null; reports: number }>(
    `SELECT is_sensitive, hidden_at, ${reportsSql('post', 'c.id')} AS reports FROM posts c WHERE id = $1`,
    [id],
  )
  if (post === undefined) throw notFound()
  return Boolean(post.isSensitive) || post.hiddenAt !== null || post.reports > 0
}

async function mayLookAtMessage(context: Context, id: string, input: Ground): Promise<true> {
  const { ids } = await groundOf(context, input)
  if (ids !== null && !ids.includes(id)) throw notFound()
  return true
}

async function auditLook(
  context: Context,
  { type, id, mediaId, reason, report }: ViewedContent & Ground,
): Promise<void> {
  const after = { media: mediaId, ...(report === undefined ? {} : { report }) }
  const action = `${type}.look`
  const { key, name } = actorIdentity(context.actor)
  const seen = await context.db.read.get(
    `SELECT id FROM audit_entries WHERE subject_type = $1 AND subject_id = $2 AND action = $3 AND after_state = $4
       AND actor_name = $5 AND COALESCE(actor_id, '') = $6`,
    [type, id, action, JSON.stringify(after), name, key ?? ''],
  )
  if (seen !== undefined) return
  await context.db.transaction((unit) =>
    recordAudit(unit, context, {
      action,
      subjectType: type,
      subjectId: id,
      reason: reason ?? null,
      before: null,
      after,
    }),
  )
}
