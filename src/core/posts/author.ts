import type { Unit } from '../../db/unit.ts'
import { failure } from '../errors.ts'

// Rows are held in one order everywhere, people before posts before comments, so that two units never wait for each other
// crosswise. SQLite runs one unit at a time and knows no row locks.

/**
 * Keeps the account of the person who acts as it is until the unit ends, together with others who do the same. Throws
 * `account_suspended` when it was suspended or deleted a moment ago: what it did now would be counted wrongly.
 */
export async function keepActive(unit: Unit, userId: string): Promise<void> {
  await requireActive(unit, userId, 'FOR SHARE')
}

/** The same for whoever changes counts of the account, and so has to be alone with it. */
export async function holdActive(unit: Unit, userId: string): Promise<void> {
  await requireActive(unit, userId, 'FOR NO KEY UPDATE')
}

async function requireActive(unit: Unit, userId: string, lock: string): Promise<void> {
  const person = await unit.get<{ status: string }>(
    `SELECT status FROM users WHERE id = $1 ${unit.dialect === 'postgres' ? lock : ''}`,
    [userId],
  )
  if (person?.status !== 'active') throw failure('account_suspended', 'This account is not active any more.')
}

/** Holds the account of an author whose counts are about to change, whatever its state. */
export async function holdAuthor(unit: Unit, authorId: string): Promise<void> {
  if (unit.dialect === 'postgres') await unit.get('SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE', [authorId])
}

/** Adds to the counts of posts that profiles show: of all, and of those that everybody may read. */
export async function countPost(unit: Unit, authorId: string, visibility: string, by: 1 | -1): Promise<void> {
  await unit.run(
    `UPDATE users SET posts_count = posts_count + $2,
       public_posts_count = public_posts_count + CASE WHEN $3 = 'public' THEN $2 ELSE 0 END WHERE id = $1`,
    [authorId, by, visibility],
  )
}

/** Adds to the count of posts that everybody may read, when a post became one of them or no longer is. */
export async function countOpenPost(unit: Unit, authorId: string, by: 1 | -1): Promise<void> {
  await unit.run('UPDATE users SET public_posts_count = public_posts_count + $2 WHERE id = $1', [authorId, by])
}
