import { createHash, type Hash } from 'node:crypto'
import { placeholders, type Reader, type SqlValue, tuples } from '../sql.ts'
import type { Unit } from '../unit.ts'
import type { TableShape } from './tables.ts'

/** A value as it is written in a portable row: truth values are 0 and 1, bytes are `{ "base64": … }`. */
export type PortableValue = string | number | null | { base64: string }

/** A row as both databases would give it, in the order of its table's columns. */
export type PortableRow = readonly PortableValue[]

const atATime = 500

/** Parameters of one statement; SQLite takes 32,766, PostgreSQL 65,535. */
const mostParameters = 16_000

/** All rows of a table in the order of its key, some at a time, so that memory stays flat. */
export async function* readRows(reader: Reader, table: TableShape): AsyncGenerator<PortableRow[]> {
  const { name, columns, key } = table
  const chosen = columns.map((column, index) => `${quoted(column.name)} AS c${index}`).join(', ')
  const order = key.map(quoted).join(', ')
  const places = key.map((part) => columns.findIndex((column) => column.name === part))
  for (let after: SqlValue[] | undefined; ; ) {
    const where = after === undefined ? '' : `WHERE (${order}) > (${placeholders(key.length)})`
    const sql = `SELECT ${chosen} FROM ${quoted(name)} ${where} ORDER BY ${order} LIMIT ${atATime}`
    const found = await reader.all<Record<string, unknown>>(sql, after)
    const rows = found.map((row) => columns.map((_, index) => portable(row[`c${index}`])))
    if (rows.length > 0) yield rows
    if (rows.length < atATime) return
    after = places.map((place) => rows.at(-1)![place] as SqlValue)
  }
}

/** Writes rows whose columns are named, in the unit; the table may have more columns than are named. */
export async function writeRows(
  unit: Unit,
  table: TableShape,
  columns: readonly string[],
  rows: readonly PortableRow[],
): Promise<void> {
  const flags = columns.map(
    (name) => unit.dialect === 'postgres' && table.columns.find((column) => column.name === name)?.isFlag === true,
  )
  const step = Math.max(1, Math.min(atATime, Math.floor(mostParameters / columns.length)))
  const names = columns.map(quoted).join(', ')
  for (let start = 0; start < rows.length; start += step) {
    const some = rows.slice(start, start + step)
    await unit.run(
      `INSERT INTO ${quoted(table.name)} (${names}) VALUES ${tuples(some.length, columns.length)}`,
      some.flatMap((row) => row.map((value, index) => bindable(value, flags[index]!))),
    )
  }
}

/** How many rows a table has. */
export async function countRows(reader: Reader, table: Pick<TableShape, 'name'>): Promise<number> {
  return (await reader.get<{ count: number }>(`SELECT count(*) AS count FROM ${quoted(table.name)}`))!.count
}

/** Counts and hashes rows as they pass, alike for both databases. */
export class RowSum {
  readonly #hash: Hash = createHash('sha256')
  count = 0

  add(rows: readonly PortableRow[]): void {
    for (const row of rows) this.#hash.update(`${JSON.stringify(row)}\n`)
    this.count += rows.length
  }

  /** The SHA-256 of the rows as lines of JSON. To be asked for once. */
  digest(): string {
    return this.#hash.digest('hex')
  }
}

function quoted(name: string): string {
  return `"${name}"`
}

function portable(value: unknown): PortableValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string' || typeof value === 'number') return value
  if (Buffer.isBuffer(value)) return { base64: value.toString('base64') }
  throw new TypeError('a column holds a kind of value that cannot be copied')
}

function bindable(value: PortableValue, isFlag: boolean): SqlValue {
  if (typeof value === 'object' && value !== null) return Buffer.from(value.base64, 'base64') as unknown as SqlValue
  return isFlag && value !== null ? value === 1 : value
}
