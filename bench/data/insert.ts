import { type SqlValue, tuples } from '../../src/db/sql.ts'
import type { SqliteHandle } from '../../src/db/sqlite/handle.ts'

const maxPlaceholders = 30_000

/** Inserts many rows into a table, as many a statement as SQLite takes. */
export async function insertRows(
  db: SqliteHandle,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  const perStatement = Math.max(1, Math.min(1000, Math.floor(maxPlaceholders / columns.length)))
  const into = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `
  for (let start = 0; start < rows.length; start += perStatement) {
    const some = rows.slice(start, start + perStatement)
    await db.run(into + tuples(some.length, columns.length), some.flat())
  }
}
