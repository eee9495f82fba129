import { LRUCache } from 'lru-cache'

/** A value that both drivers can bind. Booleans become 0/1 on SQLite and true/false on PostgreSQL. */
export type SqlValue = string | number | boolean | null

/** A truth value as it comes back from either database: 0/1 from SQLite, a boolean from PostgreSQL. */
export type Flag = boolean | 0 | 1

export type Dialect = 'sqlite' | 'postgres'

/**
 * A read whose columns are named once, so that SQLite can answer the whole page as one JSON text: binding twenty rows
 * of eleven columns one by one costs more than the query itself.
 */
export interface RowQuery<Row> {
  readonly columns: readonly (keyof Row & string)[]
  /** Makes the row of its values, in the order of the columns. */
  readonly make: (values: readonly unknown[]) => Row
  /** Answers its rows in one text: each as a JSON list of its values, together a list, or line by line with `recall`. */
  readonly sqlite: string
  /** Gives the row that a line says, the same one each time while it is remembered. */
  readonly recall: ((line: string) => Row) | undefined
  readonly postgres: string
}

export interface RowQueryOptions<Row> {
  /** Fields whose columns are texts that hold JSON, or null; the row has what they say. */
  json?: readonly (keyof Row & string)[]
  /**
   * So many rows are remembered by what they say, where many people are shown the same ones again and again: reading and
   * presenting a row is most of what a page costs beside the database. Such rows are frozen. Only on SQLite.
   */
  remembered?: number
}

/**
 * Names a hot read: `columns` maps each field of the row to its SQL expression, `rest` is everything from FROM on.
 * Placeholders are `$1` … `$n` on both databases.
 */
export function rowQuery<Row>(
  columns: { [Field in keyof Row & string]: string },
  rest: string,
  { json = [], remembered }: RowQueryOptions<Row> = {},
): RowQuery<Row> {
  const others = (Object.keys(columns) as (keyof Row & string)[]).filter((field) => !json.includes(field))
  const fields = [...json, ...others]
  const inner = fields.map((field, index) => `${columns[field]} AS c${index}`).join(', ')
  const shown = (field: keyof Row & string): string =>
    json.includes(field) ? `(${columns[field]})::json` : columns[field]
  const make = rowMaker<Row>(fields)
  const row = sqliteRow(json.length, others.length)
  const rows =
    remembered === undefined ? `'[' || coalesce(string_agg(${row}, ','), '') || ']'` : `string_agg(${row}, char(10))`
  return {
    columns: fields,
    make,
    sqlite: `SELECT ${json.length > 0 || remembered !== undefined ? rows : `json_group_array(${row})`} AS rows FROM (SELECT ${inner} ${rest})`,
    recall: remembered === undefined ? undefined : rememberRows(make, remembered),
    postgres: `SELECT ${fields.map((field) => `${shown(field)} AS "${field}"`).join(', ')} ${rest}`,
  }
}

// SQLite's own functions would read a text to know that it is JSON, or quote it, so that it has to be read twice.
function sqliteRow(jsonCount: number, otherCount: number): string {
  const names = Array.from({ length: jsonCount + otherCount }, (_, index) => `c${index}`)
  const others = `json_array(${names.slice(jsonCount).join(', ')})`
  if (jsonCount === 0) return others
  const texts = names.slice(0, jsonCount).map((name) => `coalesce(${name}, 'null')`)
  const end = otherCount > 0 ? ` || ',' || substr(${others}, 2)` : " || ']'"
  return `'[' || ${texts.join(" || ',' || ")}${end}`
}

function rememberRows<Row>(make: (values: readonly unknown[]) => Row, most: number): (line: string) => Row {
  const known = new LRUCache<string, Row & object>({ max: most })
  return (line) => {
    const found = known.get(line)
    if (found !== undefined) return found
    const row = frozen(make(JSON.parse(line) as unknown[])) as Row & object
    // A copy: a line is a piece of the whole answer, which it would keep in memory.
    known.set(Buffer.from(line).toString(), row)
    return row
  }
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner)
    Object.freeze(value)
  }
  return value
}

const plainName = /^[a-zA-Z]\w*$/

/**
 * Compiles the object literal of these fields. V8 turns an object that is filled field by field under computed names into
 * a hash table after a dozen of them, and whatever reads or copies it then is several times slower (measured).
 */
function rowMaker<Row>(fields: readonly string[]): (values: readonly unknown[]) => Row {
  for (const field of fields) if (!plainName.test(field)) throw new Error(`${field} is no name of a field`)
  const literal = fields.map((field, index) => `${field}: values[${index}]`).join(', ')
  return new Function('values', `return { ${literal} }`) as (values: readonly unknown[]) => Row
}

/** Runs a named read and its parameters; rows come with the fields of the query. */
export interface Reader {
  readonly dialect: Dialect
  /** All rows of the statement, fields in camelCase. */
  all<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>
  /** The first row of the statement, or undefined. */
  get<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row | undefined>
  /** All rows of a hot read. */
  rows<Row>(query: RowQuery<Row>, params?: readonly SqlValue[]): Promise<Row[]>
  /** The first row of a hot read, or undefined. */
  row<Row>(query: RowQuery<Row>, params?: readonly SqlValue[]): Promise<Row | undefined>
}

// SQLite looks at the value of a parameter that stands alone as a limit when it plans, and so plans the statement anew each
// time one is bound, which costs more than most statements themselves (measured with 3.52). At a sum it does not look.
const bareLimit = /\bLIMIT \$(\d+)/gi

/** `$1` … `$n` as SQLite numbers them: its own `$1` would be a name, numbered by first appearance. */
export function numberedPlaceholders(sql: string): string {
  return sql.replace(bareLimit, 'LIMIT $$$1 + 0').replace(/\$(\d+)/g, '?$1')
}

const camelNames = new Map<string, string>()

/** `display_name` → `displayName`, remembered. */
export function camelName(column: string): string {
  let name = camelNames.get(column)
  if (name === undefined) {
    name = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    camelNames.set(column, name)
  }
  return name
}

/** A row with its columns renamed to camelCase. */
export function camelRow<Row>(row: Record<string, unknown>): Row {
  const renamed: Record<string, unknown> = {}
  for (const column in row) renamed[camelName(column)] = row[column]
  return renamed as Row
}

/** `$from, $from+1, …` for `count` values: the list of an IN or one tuple of VALUES. */
export function placeholders(count: number, from = 1): string {
  let list = `$${from}`
  for (let index = 1; index < count; index += 1) list += `,$${from + index}`
  return list
}

/** A query for the pairs in `$1`, the JSON of `[[viewer id, id], …]`, as the columns `viewer_id` and `id`. */
export const viewerPairs: Readonly<Record<Dialect, string>> = {
  sqlite: 'SELECT value ->> 0 AS viewer_id, value ->> 1 AS id FROM json_each($1)',
  postgres: 'SELECT pair ->> 0 AS viewer_id, pair ->> 1 AS id FROM json_array_elements($1::json) pair',
}

/** Several tuples of VALUES, `width` placeholders each. */
export function tuples(count: number, width: number, from = 1): string {
  return Array.from({ length: count }, (_, index) => `(${placeholders(width, from + index * width)})`).join(',')
}

/** A text made safe for LIKE … ESCAPE '\': its own wildcards stand for themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`)
}
