import { tuples } from '../../../db/sql.ts'
import type { Unit } from '../../../db/unit.ts'
import type { Context } from '../../context.ts'
import { searchWords } from './words.ts'

/** Makes search find a person by their present names. In the unit that made or changed them; without a change it writes nothing. */
export async function indexPerson(unit: Unit, userId: string): Promise<void> {
  const person = await unit.get<{ searchKey: string; indexed: string | null }>(
    `SELECT u.search_key, d.search_key AS indexed FROM users u
     LEFT JOIN search_documents d ON d.user_id = u.id WHERE u.id = $1`,
    [userId],
  )
  if (person === undefined || person.searchKey === person.indexed) return
  await unit.run(
    `INSERT INTO search_documents (user_id, search_key) VALUES ($1, $2)
     ON CONFLICT (user_id) DO UPDATE SET search_key = excluded.search_key`,
    [userId, person.searchKey],
  )
  await unit.run('DELETE FROM search_words WHERE user_id = $1', [userId])
  const words = searchWords(person.searchKey)
  if (words.length === 0) return
  await unit.run(
    `INSERT INTO search_words (word, user_id, kind) VALUES ${tuples(words.length, 3)}`,
    words.flatMap(({ word, kind }) => [word, userId, kind]),
  )
}

const batch = 200

/**
 * Indexes everybody whose names differ from what search knows of them, as after a copy between databases; answers how
 * many there were. Without `repair` they are only counted.
 */
export async function reindexPeople(context: Context, options: { repair: boolean }): Promise<number> {
  let wrong = 0
  for (let after = ''; ; ) {
    const stale = await context.db.read.all<{ id: string }>(
      `SELECT u.id FROM users u LEFT JOIN search_documents d ON d.user_id = u.id
       WHERE u.id > $1 AND (d.search_key IS NULL OR d.search_key <> u.search_key) ORDER BY u.id LIMIT $2`,
      [after, batch],
    )
    if (options.repair && stale.length > 0) {
      await context.write(async (unit) => {
        for (const { id } of stale) await indexPerson(unit, id)
      })
    }
    wrong += stale.length
    if (stale.length < batch) return wrong
    after = stale.at(-1)!.id
  }
}
