import type { Unit } from '../../../db/unit.ts'
import type { Context } from '../../context.ts'
import { eraseEvidence } from './freeze-evidence.ts'
import { outlastsAccount } from './reasons.ts'

/**
 * Erases what was kept of a person whose account is erased: their words and pictures go from every case that is decided.
 * What an open case is decided by stays until then and as long as evidence does, else deleting the account would be the
 * way out of every report; of the gravest reasons it stays also where the decision has been made.
 */
export async function forgetEvidenceOf(unit: Unit, context: Context, userId: string): Promise<void> {
  const pieces = await unit.all<{ id: string; state: string; reason: string }>(
    'SELECT e.id, c.state, c.reason FROM case_evidence e JOIN cases c ON c.id = e.case_id WHERE e.author_id = $1',
    [userId],
  )
  const gone = pieces.filter(({ state, reason }) => state !== 'open' && !outlastsAccount(reason))
  await eraseEvidence(
    unit,
    context,
    gone.map(({ id }) => id),
  )
}
