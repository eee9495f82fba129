import type { Unit } from '../../db/unit.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { requireVisible, requireVisibleName, type VisibleUser } from './visibility.ts'

/** Two people between whom something changes, held against other changes until the unit ends. */
export interface Pair {
  /** Who acts. */
  readonly viewerId: string
  readonly other: VisibleUser
}

/**
 * Runs a change between the person who acts and the one of that name. Both are held first, so that of a follow and a
 * block at the same moment one sees what the other did. Answers the other person's id. Throws `not_found`.
 */
export async function changeBetween(
  context: Context,
  username: string,
  work: (unit: Unit, pair: Pair) => Promise<void>,
): Promise<string> {
  const viewerId = personOf(context.actor).userId
  return context.write(async (unit) => {
    const { id } = await requireVisibleName(unit, viewerId, username)
    await holdPair(unit, viewerId, id)
    await work(unit, { viewerId, other: await requireVisible(unit, viewerId, id) })
    return id
  })
}

/**
 * Holds the rows of two people until the unit ends, the lower id first, so that two units never wait for each other.
 * Throws `account_suspended` when the one who acts was suspended or deleted a moment ago.
 */
export async function holdPair(unit: Unit, viewerId: string, otherId: string): Promise<void> {
  // SQLite runs one unit at a time and knows no row locks.
  const hold = unit.dialect === 'postgres' ? 'FOR NO KEY UPDATE' : ''
  const people = await unit.all<{ id: string; status: string }>(
    `SELECT id, status FROM users WHERE id IN ($1, $2) ORDER BY id ${hold}`,
    [viewerId, otherId],
  )
  if (!people.some(({ id, status }) => id === viewerId && status === 'active')) {
    throw failure('account_suspended', 'This account is not active any more.')
  }
}
