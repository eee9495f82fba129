import sqlite3 from 'sqlite3'
import { SqliteHandle } from '../sqlite/handle.ts'
import { countRows } from './rows.ts'
import { describeTables } from './tables.ts'

/** What a copy of a SQLite database holds. */
export interface CopyContents {
  tables: { table: string; rows: number }[]
  /** The migrations that it has seen. */
  schema: string[]
  /** What is wrong with its pages and references; empty when all is well. */
  problems: string[]
}

/**
 * Empties tables of a copy, their old content overwritten, and answers what is left. The copy stays one file that needs
 * no other beside it. Throws the signal's reason once it ends.
 */
export async function finishCopy(
  file: string,
  leftOut: readonly string[],
  signal: AbortSignal | undefined,
): Promise<CopyContents> {
  const pragmas = 'PRAGMA journal_mode=DELETE; PRAGMA secure_delete=ON; PRAGMA foreign_keys=OFF;'
  const handle = await SqliteHandle.open(file, { mode: sqlite3.OPEN_READWRITE, pragmas })
  try {
    return await handle.until(signal, async () => {
      const names = new Set((await describeTables(handle)).map(({ name }) => name))
      await handle.exec('BEGIN')
      for (const name of leftOut) if (names.has(name)) await handle.exec(`DELETE FROM "${name}"`)
      await handle.exec('COMMIT')
      return contentsOf(handle, 'PRAGMA quick_check(3)')
    })
  } finally {
    await handle.close()
  }
}

/** Looks through every page and reference of a SQLite file that nobody uses. */
export async function inspectCopy(file: string): Promise<CopyContents> {
  const handle = await SqliteHandle.open(file, { mode: sqlite3.OPEN_READONLY, pragmas: 'PRAGMA query_only=ON;' })
  try {
    return await contentsOf(handle, 'PRAGMA integrity_check(10)')
  } finally {
    await handle.close()
  }
}

async function contentsOf(handle: SqliteHandle, check: string): Promise<CopyContents> {
  const pages = await handle.all<Record<string, string>>(check)
  const problems = pages.map((row) => Object.values(row)[0]!).filter((text) => text !== 'ok')
  const dangling = await handle.all<{ table: string; parent: string }>(
    'SELECT DISTINCT "table", parent FROM pragma_foreign_key_check LIMIT 10',
  )
  problems.push(...dangling.map(({ table, parent }) => `${table} refers to rows of ${parent} that are not there`))
  const tables: CopyContents['tables'] = []
  for (const table of await describeTables(handle)) {
    tables.push({ table: table.name, rows: await countRows(handle, table) })
  }
  const schema = await handle.all<{ name: string }>('SELECT name FROM migrations ORDER BY name')
  return { tables, schema: schema.map(({ name }) => name), problems }
}

/** Runs questions about a SQLite file that nobody else uses. */
export async function readCopy<T>(file: string, work: (reader: SqliteHandle) => Promise<T>): Promise<T> {
  const handle = await SqliteHandle.open(file, { mode: sqlite3.OPEN_READONLY, pragmas: 'PRAGMA query_only=ON;' })
  try {
    return await work(handle)
  } finally {
    await handle.close()
  }
}
