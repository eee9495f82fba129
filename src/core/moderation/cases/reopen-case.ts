import type { Unit } from '../../../db/unit.ts'
import type { AuditRow } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { failure } from '../../errors.ts'
import { endActionsOf, reopenActionsOf } from '../undo-actions.ts'

/** Takes a decision back: its actions end, the case waits again, and its reports are unanswered. Throws `conflict`. */
export async function reopenCase(unit: Unit, context: Context, entry: AuditRow): Promise<void> {
  const newer = await unit.get(
    `SELECT n.id FROM cases c JOIN cases n ON n.subject_type = c.subject_type AND n.subject_id = c.subject_id
     WHERE c.id = $1 AND n.state = 'open'`,
    [entry.subjectId],
  )
  if (newer !== undefined) throw failure('conflict', 'A newer case about the same waits already.')
  await endActionsOf(unit, context, entry)
  await reopenActionsOf(unit, context, entry)
  await unit.run(`UPDATE cases SET state = 'open', resolved_at = NULL, evidence_expires_at = NULL WHERE id = $1`, [
    entry.subjectId,
  ])
  await unit.run('UPDATE reports SET outcome = NULL, answered_at = NULL WHERE case_id = $1', [entry.subjectId])
}
