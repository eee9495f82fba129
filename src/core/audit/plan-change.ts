import type { Context } from '../context.ts'
import type { PlannedChange } from './planned-change.ts'
import { changesOf } from './record-audit.ts'

/** Thrown inside the unit to undo it, once it is known what it would have done. */
class OnlyPlanned extends Error {
  readonly changes: PlannedChange[]

  constructor(changes: PlannedChange[]) {
    super('only planned')
    this.changes = changes
  }
}

/**
 * What a change would do, found by doing it in a unit that is then undone: the plan cannot differ from the change.
 * `change` writes through the context it is given, in one unit. Throws what the change would throw.
 */
export async function planChange(
  context: Context,
  change: (context: Context) => Promise<unknown>,
): Promise<PlannedChange[]> {
  const planning: Context = {
    ...context,
    write: (work) =>
      context.db.transaction(async (unit) => {
        await work(unit)
        throw new OnlyPlanned(changesOf(unit))
      }),
  }
  try {
    await change(planning)
    return []
  } catch (error) {
    if (error instanceof OnlyPlanned) return error.changes
    throw error
  }
}
