import { Failure } from '../../lib/errors.ts'
import type { Database } from '../database.ts'
import type { Reader } from '../sql.ts'
import type { Unit } from '../unit.ts'
import { countRows, RowSum, readRows, writeRows } from './rows.ts'
import { describeTables, type TableShape } from './tables.ts'

/** What was copied of one table, counted and hashed on both sides. */
export interface CopiedTable {
  table: string
  rows: number
  sha256: string
}

export interface CopyOptions {
  /** Told after each batch. */
  onProgress?: (table: string, done: number, total: number) => void
  /** Stops it; nothing of it stays. */
  signal?: AbortSignal
  /** Whether what the target holds is replaced. Otherwise a target with rows is refused. */
  replace: boolean
}

/**
 * Copies every row into another database of the same schema, in one transaction of the target: all of it or nothing, so
 * that a copy that was broken off is simply begun again. Each table is read back and compared by count and SHA-256 before
 * it counts. Throws `database_not_empty`, `schema_differs` and `copy_differs`.
 */
export function copyRows(source: Database, target: Database, options: CopyOptions): Promise<CopiedTable[]> {
  return source.snapshot((reader) =>
    target.transaction(async (unit) => {
      const tables = await describeTables(reader)
      const into = new Map((await describeTables(unit)).map((table) => [table.name, table]))
      requireSameSchema(tables, into)
      if (options.replace) await emptyTables(unit, [...into.values()])
      else await requireEmpty(unit, [...into.values()])
      let total = 0
      for (const table of tables) total += await countRows(reader, table)
      const copied: CopiedTable[] = []
      let done = 0
      for (const table of tables) {
        copied.push(
          await copyTable(reader, unit, table, into.get(table.name)!, (rows) => {
            options.signal?.throwIfAborted()
            done += rows
            options.onProgress?.(table.name, done, total)
          }),
        )
      }
      return copied
    }),
  )
}

async function copyTable(
  reader: Reader,
  unit: Unit,
  from: TableShape,
  into: TableShape,
  onRows: (count: number) => void,
): Promise<CopiedTable> {
  const columns = from.columns.map(({ name }) => name)
  const read = new RowSum()
  for await (const rows of readRows(reader, from)) {
    await writeRows(unit, into, columns, rows)
    read.add(rows)
    onRows(rows.length)
  }
  const written = new RowSum()
  // In the source's order of columns, so that the same rows have the same hash.
  const asRead = { ...into, columns: from.columns }
  for await (const rows of readRows(unit, asRead)) written.add(rows)
  const [sha256, sha256Written] = [read.digest(), written.digest()]
  if (read.count !== written.count || sha256 !== sha256Written) {
    throw new Failure(
      'conflict',
      'copy_differs',
      `The table ${from.name} came out differently (${read.count} rows read, ${written.count} written). Nothing was kept.`,
    )
  }
  await setCounters(unit, into)
  return { table: from.name, rows: read.count, sha256 }
}

/** Lets PostgreSQL go on counting after the highest number that was copied; SQLite does so by itself. */
export async function setCounters(unit: Unit, table: TableShape): Promise<void> {
  if (unit.dialect !== 'postgres') return
  for (const { name, isCounted } of table.columns) {
    if (!isCounted) continue
    await unit.run(
      `SELECT setval(pg_get_serial_sequence('"${table.name}"', '${name}'),
         coalesce((SELECT max("${name}") FROM "${table.name}"), 0) + 1, false)`,
    )
  }
}

/** Empties tables; on SQLite children first. */
async function emptyTables(unit: Unit, tables: readonly TableShape[]): Promise<void> {
  if (unit.dialect === 'postgres') {
    await unit.run(`TRUNCATE ${tables.map(({ name }) => `"${name}"`).join(', ')}`)
    return
  }
  for (const { name } of [...tables].reverse()) await unit.run(`DELETE FROM "${name}"`)
}

async function requireEmpty(unit: Unit, tables: readonly TableShape[]): Promise<void> {
  const filled: string[] = []
  for (const table of tables) if ((await countRows(unit, table)) > 0) filled.push(table.name)
  if (filled.length === 0) return
  throw new Failure(
    'conflict',
    'database_not_empty',
    `The target holds data already (${filled.slice(0, 5).join(', ')}${filled.length > 5 ? ' …' : ''}). ` +
      'Give a database without tables, or one that holds no rows.',
  )
}

function requireSameSchema(from: readonly TableShape[], into: ReadonlyMap<string, TableShape>): void {
  const differing = from.filter(({ name, columns }) => {
    const other = into.get(name)
    return other === undefined || !sameNames(columns, other.columns)
  })
  if (differing.length === 0 && from.length === into.size) return
  const names = differing.map(({ name }) => name).join(', ')
  throw new Failure(
    'conflict',
    'schema_differs',
    `The two databases are not of the same version${names === '' ? '' : ` (they differ in ${names})`}. ` +
      'Bring both up to date first: momentum migrate',
  )
}

function sameNames(one: TableShape['columns'], other: TableShape['columns']): boolean {
  const names = (columns: TableShape['columns']): string =>
    columns
      .map(({ name }) => name)
      .sort()
      .join(',')
  return names(one) === names(other)
}
