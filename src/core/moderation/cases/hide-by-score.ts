import type { Unit } from '../../../db/unit.ts'
import { systemActor } from '../../actor.ts'
import { recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { keepAction } from '../people/actions.ts'
import { applyToContent, isContent, type Subject } from './subjects.ts'

/**
 * Hides content until an operator decides, once the reports on it weigh enough; once for each case, so that what an
 * operator has brought back stays. A score of 0 in the settings switches it off.
 */
export async function hideByScore(
  unit: Unit,
  context: Context,
  input: { caseId: string; subject: Subject; userId: string | null; score: number },
): Promise<void> {
  const limit = context.settings.get('moderation.autoHideScore')
  if (limit === 0 || input.score < limit || !isContent(input.subject.type) || input.userId === null) return
  const before = await unit.get('SELECT id FROM moderation_actions WHERE case_id = $1 AND is_automatic LIMIT 1', [
    input.caseId,
  ])
  if (before !== undefined) return
  const reason = 'Several people reported it; it stays hidden until an operator has looked at it.'
  await hideAutomatically(unit, context, { ...input, userId: input.userId, actor: 'auto-hide', reason })
}

/** Hides content in the name of a rule, with its audit entry. */
export async function hideAutomatically(
  unit: Unit,
  context: Context,
  input: { caseId: string | null; subject: Subject; userId: string; actor: string; reason: string },
): Promise<void> {
  const asRule: Context = { ...context, actor: systemActor(input.actor), door: 'job' }
  const { subject, reason } = input
  const auditId = await recordAudit(unit, asRule, {
    action: `${subject.type}.hide`,
    subjectType: subject.type,
    subjectId: subject.id,
    reason,
    before: { state: 'visible' },
    after: { state: 'hidden' },
  })
  await applyToContent(unit, asRule, 'hide', subject)
  await keepAction(unit, asRule, { userId: input.userId, type: 'hide', subject, reason, caseId: input.caseId, auditId })
}
