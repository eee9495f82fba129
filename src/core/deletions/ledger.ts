import { placeholders } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'

/**
 * What the ledger keeps of: things erased for good, by their ids, and accounts on their way there, by who asked for it.
 * An account that was brought back is taken out again.
 */
export const deletedTypes = [
  'user',
  'deletion-by-self',
  'deletion-by-operator',
  'post',
  'comment',
  'message',
  'media',
] as const

export type DeletedType = (typeof deletedTypes)[number]

/** One entry of the ledger: an id, never content. */
export interface Deletion {
  subjectType: DeletedType
  subjectId: string
  deletedAt: number
}

const atATime = 200

/**
 * Writes into the ledger what was deleted, in the unit of the deletion itself, so that a restored backup can be made to
 * forget it again.
 */
export function recordDeletions(
  unit: Unit,
  context: Pick<Context, 'now'>,
  subjectType: DeletedType,
  ids: readonly string[],
): Promise<void> {
  const deletedAt = context.now()
  return keepDeletions(
    unit,
    ids.map((subjectId) => ({ subjectType, subjectId, deletedAt })),
  )
}

/** Writes entries as they are, those of another ledger included; what is there already stays. */
export async function keepDeletions(unit: Unit, entries: readonly Deletion[]): Promise<void> {
  for (let start = 0; start < entries.length; start += atATime) {
    const some = entries.slice(start, start + atATime)
    const rows = some.map((_, index) => `(${placeholders(3, 1 + index * 3)})`).join(', ')
    await unit.run(
      `INSERT INTO deletions (subject_type, subject_id, deleted_at) VALUES ${rows} ON CONFLICT DO NOTHING`,
      some.flatMap(({ subjectType, subjectId, deletedAt }) => [subjectType, subjectId, deletedAt]),
    )
  }
}

/** Takes an account that was brought back out of the ledger. */
export async function withdrawDeletion(unit: Unit, userId: string): Promise<void> {
  await unit.run(
    `DELETE FROM deletions WHERE subject_id = $1 AND subject_type IN ('deletion-by-self', 'deletion-by-operator')`,
    [userId],
  )
}

/** Removes entries made before a moment, for which no backup is left that could bring anything back; answers how many. */
export function pruneDeletions(context: Context, before: number): Promise<number> {
  return context.write((unit) => unit.run('DELETE FROM deletions WHERE deleted_at < $1', [before]))
}
