import { recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { failure, notFound } from '../../errors.ts'
import { applyToContent, authorOf, type Subject } from '../cases/subjects.ts'
import { endActions, keepAction } from '../people/actions.ts'
import { findPerson, requireAbove } from '../people/find-person.ts'
import type { Changed } from '../people/sanction-person.ts'

/** Content that operators decide about on its own. */
export interface DecidedContent extends Subject {
  type: 'post' | 'comment' | 'message'
}

const tables = { post: 'posts', comment: 'comments', message: 'messages' } as const

/**
 * Hides content, brings it back, or deletes it for good. Hiding and deleting count as a strike, and the author is told the
 * reason; restoring ends what hid it. Throws `not_found`, `forbidden`, or `conflict` when it is so already.
 */
export function decideContent(
  context: Context,
  input: { subject: DecidedContent; verb: 'hide' | 'restore' | 'delete'; reason: string | null },
): Promise<Changed & { authorId: string }> {
  const { subject, verb, reason } = input
  return context.write(async (unit) => {
    const authorId = await authorOf(unit, subject)
    if (authorId === undefined || authorId === null) throw notFound()
    requireAbove(context, await findPerson(unit, authorId))
    const now = (await unit.get<{ hiddenAt: number | null }>(
      `SELECT hidden_at FROM ${tables[subject.type]} WHERE id = $1`,
      [subject.id],
    ))!
    const state = now.hiddenAt === null ? 'visible' : 'hidden'
    if (verb === 'hide' && state === 'hidden') throw failure('conflict', 'It is hidden already.')
    if (verb === 'restore' && state === 'visible') throw failure('conflict', 'It is visible already.')
    const after = { hide: 'hidden', restore: 'visible', delete: 'deleted' }[verb]
    const auditId = await recordAudit(unit, context, {
      action: `${subject.type}.${verb}`,
      subjectType: subject.type,
      subjectId: subject.id,
      reason,
      before: { state },
      after: { state: after, authorId },
    })
    if (verb !== 'hide') {
      const hides = await unit.all<{ id: string }>(
        `SELECT id FROM moderation_actions
         WHERE subject_type = $1 AND subject_id = $2 AND type = 'hide' AND ended_at IS NULL`,
        [subject.type, subject.id],
      )
      await endActions(unit, context, { ids: hides.map(({ id }) => id), reason: 'lifted', auditId })
    }
    await applyToContent(unit, context, verb, subject)
    if (verb !== 'restore') {
      await keepAction(unit, context, { userId: authorId, type: verb, subject, reason: reason ?? '', auditId })
    }
    return { auditId, id: subject.id, authorId }
  })
}
