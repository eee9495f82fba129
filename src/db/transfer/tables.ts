import type { Reader } from '../sql.ts'

/** A table as a copy needs to know it. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly ColumnShape[]
  /** The columns of the primary key, in its order: what rows are read in the order of. */
  readonly key: readonly string[]
  /** Tables that rows of this one refer to. */
  readonly parents: readonly string[]
}

export interface ColumnShape {
  readonly name: string
  /** Truth values, which SQLite keeps as numbers and PostgreSQL does not. */
  readonly isFlag: boolean
  /** Whether the database counts it up by itself. */
  readonly isCounted: boolean
}

/** Whatever the schema holds, apart from the ledger of migrations and what the database derives by itself (search). */
export async function describeTables(reader: Reader): Promise<TableShape[]> {
  const tables = reader.dialect === 'sqlite' ? await sqliteTables(reader) : await postgresTables(reader)
  for (const { name, key } of tables) {
    if (key.length === 0) throw new Error(`the table ${name} has no primary key, so its rows cannot be copied in order`)
  }
  return parentsFirst(tables)
}

async function sqliteTables(reader: Reader): Promise<TableShape[]> {
  const named = await reader.all<{ name: string }>(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       AND name <> 'migrations' ORDER BY name`,
  )
  const tables: TableShape[] = []
  for (const { name } of named) {
    const columns = await reader.all<{ name: string; pk: number }>(
      'SELECT name, pk FROM pragma_table_info($1) ORDER BY cid',
      [name],
    )
    const parents = await reader.all<{ parent: string }>(
      'SELECT DISTINCT "table" AS parent FROM pragma_foreign_key_list($1)',
      [name],
    )
    tables.push({
      name,
      columns: columns.map((column) => ({ name: column.name, isFlag: false, isCounted: false })),
      key: columns
        .filter(({ pk }) => pk > 0)
        .sort((one, other) => one.pk - other.pk)
        .map((column) => column.name),
      parents: parents.map(({ parent }) => parent),
    })
  }
  return tables
}

async function postgresTables(reader: Reader): Promise<TableShape[]> {
  const columns = await reader.all<{ tableName: string; name: string; type: string; isCounted: boolean }>(
    `SELECT c.relname AS table_name, a.attname AS name, format_type(a.atttypid, NULL) AS type,
       a.attidentity <> '' AS is_counted
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'migrations'
     ORDER BY c.relname, a.attnum`,
  )
  const keys = await reader.all<{ tableName: string; name: string }>(
    `SELECT c.relname AS table_name, a.attname AS name
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
       CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS part (number, place)
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.number
     WHERE k.contype = 'p' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname, part.place`,
  )
  const parents = await reader.all<{ tableName: string; parent: string }>(
    `SELECT DISTINCT c.relname AS table_name, p.relname AS parent FROM pg_constraint k
     JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
     WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace`,
  )
  const of = <Row extends { tableName: string }>(rows: readonly Row[], table: string): Row[] =>
    rows.filter((row) => row.tableName === table)
  return [...new Set(columns.map(({ tableName }) => tableName))].map((table) => ({
    name: table,
    columns: of(columns, table).map(({ name, type, isCounted }) => ({ name, isFlag: type === 'boolean', isCounted })),
    key: of(keys, table).map(({ name }) => name),
    parents: of(parents, table).map(({ parent }) => parent),
  }))
}

// Rows go in after those they refer to. A table may refer to itself, or two to each other; those keep the order of names.
function parentsFirst(tables: readonly TableShape[]): TableShape[] {
  const ordered: TableShape[] = []
  const placed = new Set<string>()
  const waiting = [...tables]
  while (waiting.length > 0) {
    const known = new Set(waiting.map(({ name }) => name))
    const ready = waiting.findIndex(({ name, parents }) =>
      parents.every((parent) => parent === name || placed.has(parent) || !known.has(parent)),
    )
    const [next] = waiting.splice(Math.max(0, ready), 1)
    placed.add(next!.name)
    ordered.push(next!)
  }
  return ordered
}
