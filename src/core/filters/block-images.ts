import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import { actorIdentity } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { forgetFilters } from './remembered.ts'

/**
 * Adds a filter that hides for each hash, in the unit and under the entry of the decision that wants it; those that are
 * blocked already are left as they are. Answers how many were added.
 */
export async function blockImages(
  unit: Unit,
  context: Context,
  input: { hashes: readonly string[]; auditId: string },
): Promise<number> {
  const { name } = actorIdentity(context.actor)
  forgetFilters(unit)
  let added = 0
  for (const hash of new Set(input.hashes)) {
    const known = await unit.get(
      `SELECT id FROM filters WHERE removed_at IS NULL AND kind = 'image' AND pattern = $1 AND effect = 'hide'`,
      [hash],
    )
    if (known !== undefined) continue
    added += await unit.run(
      `INSERT INTO filters (id, kind, pattern, effect, created_by_name, created_at, audit_id)
       VALUES ($1, 'image', $2, 'hide', $3, $4, $5)`,
      [newId(context.now()), hash, name, context.now(), input.auditId],
    )
  }
  return added
}

/** Takes the filters out of use that a decision added, because it was taken back. */
export async function unblockImages(unit: Unit, context: Context, auditId: string): Promise<void> {
  forgetFilters(unit)
  await unit.run('UPDATE filters SET removed_at = $2 WHERE audit_id = $1 AND removed_at IS NULL', [
    auditId,
    context.now(),
  ])
}
