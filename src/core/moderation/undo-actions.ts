import type { Unit } from '../../db/unit.ts'
import type { AuditRow } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { unblockImages } from '../filters/index.ts'
import type { SubjectType } from './cases/reasons.ts'
import { applyToContent } from './cases/subjects.ts'
import type { ActionEnd } from './people/actions.ts'
import { applySanctions } from './people/apply-sanctions.ts'

interface Ended {
  id: string
  userId: string | null
  type: string
  subjectType: SubjectType
  subjectId: string
}

const columns = 'id, user_id, type, subject_type, subject_id'

/** Takes back the decisions that an entry made: they end, as strikes too. Throws `conflict` when one cannot be taken back. */
export async function endActionsOf(unit: Unit, context: Context, entry: Pick<AuditRow, 'id'>): Promise<void> {
  const made = await unit.all<Ended>(`SELECT ${columns} FROM moderation_actions WHERE audit_id = $1`, [entry.id])
  if (made.some(({ type }) => type === 'delete')) {
    throw failure('conflict', 'What was deleted cannot be brought back.')
  }
  await unblockImages(unit, context, entry.id)
  await takeBack(unit, context, made, 'undone')
}

/** Ends actions because they were wrong, and what they did with them; a deletion only stops counting. */
export async function takeBack(
  unit: Unit,
  context: Context,
  actions: readonly Ended[],
  reason: Extract<ActionEnd, 'undone' | 'overturned'>,
): Promise<void> {
  for (const action of actions) {
    await unit.run('UPDATE moderation_actions SET ended_at = COALESCE(ended_at, $2), end_reason = $3 WHERE id = $1', [
      action.id,
      context.now(),
      reason,
    ])
    if (action.type === 'hide') await restoreUnlessHidden(unit, context, action)
  }
  await applyToPeople(unit, context, actions)
}

/** Puts the decisions in force again that an entry ended. */
export async function reopenActionsOf(unit: Unit, context: Context, entry: Pick<AuditRow, 'id'>): Promise<void> {
  const reopened = await unit.all<Ended>(
    `UPDATE moderation_actions SET ended_at = NULL, end_reason = NULL, end_audit_id = NULL
     WHERE end_audit_id = $1 RETURNING ${columns}`,
    [entry.id],
  )
  for (const { type, subjectType, subjectId } of reopened) {
    if (type === 'hide') await applyToContent(unit, context, 'hide', { type: subjectType, id: subjectId })
  }
  await applyToPeople(unit, context, reopened)
}

// Two decisions may have hidden the same; it comes back when neither stands.
async function restoreUnlessHidden(unit: Unit, context: Context, { subjectType, subjectId }: Ended): Promise<void> {
  const other = await unit.get(
    `SELECT id FROM moderation_actions WHERE subject_type = $1 AND subject_id = $2 AND type = 'hide' AND ended_at IS NULL`,
    [subjectType, subjectId],
  )
  if (other === undefined) await applyToContent(unit, context, 'restore', { type: subjectType, id: subjectId })
}

async function applyToPeople(unit: Unit, context: Context, actions: readonly Ended[]): Promise<void> {
  const people = new Set(
    actions.filter(({ type }) => type === 'silence' || type === 'suspend').flatMap(({ userId }) => userId ?? []),
  )
  for (const userId of people) await applySanctions(unit, context, userId)
}
