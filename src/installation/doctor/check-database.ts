import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Config } from '../../config/config.ts'
import type { Database } from '../../db/database.ts'
import { pendingMigrations } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { databaseFileOf } from '../open-parts.ts'
import { type Finding, failing, fine, said, warning } from './finding.ts'

/** The database opened as it is, with what was found on the way; null when it does not open. */
export interface OpenedDatabase {
  db: Database | null
  /** Whether this version can work with its schema as it is. */
  isUpToDate: boolean
  findings: Finding[]
}

/** Opens the database, if there is one, and looks at its pages, its schema, its durability and its log of writes. */
export async function openAndCheck(config: Config): Promise<OpenedDatabase> {
  const file = databaseFileOf(config)
  if (config.databaseUrl === undefined && !existsSync(file) && !existsSync(`${file}.state`)) {
    const finding = failing('database', `there is none in ${config.dataFolder}`, 'momentum serve, or --data <folder>')
    return { db: null, isUpToDate: false, findings: [finding] }
  }
  let db: Database
  try {
    db = await openDatabase({ url: config.databaseUrl, file, poolSize: 3, onError: () => {} })
  } catch (error) {
    const mend =
      config.databaseUrl === undefined ? 'momentum backup list, momentum backup restore <name>' : 'DATABASE_URL'
    return { db: null, isUpToDate: false, findings: [failing('database', said(error), mend)] }
  }
  try {
    await db.ping()
    const findings = [db.dialect === 'sqlite' ? await describeFile(db, file) : await describeServer(db)]
    const schema = await checkSchema(db)
    findings.push(schema)
    findings.push(...(db.dialect === 'sqlite' ? await checkFile(db, file) : await checkServer(db, config)))
    return { db, isUpToDate: schema.status === 'ok', findings }
  } catch (error) {
    await db.close().catch(() => {})
    const finding = failing(
      'database',
      said(error),
      config.databaseUrl === undefined ? 'momentum backup list' : 'DATABASE_URL',
    )
    return { db: null, isUpToDate: false, findings: [finding] }
  }
}

async function describeFile(db: Database, file: string): Promise<Finding> {
  const version = await db.read.get<{ version: string }>('SELECT sqlite_version() AS version')
  return fine('database', `SQLite ${version!.version}, ${megabytes((await stat(file)).size)}, pages as they should be`)
}

async function describeServer(db: Database): Promise<Finding> {
  const row = await db.read.get<{ version: string; bytes: number }>(
    `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes`,
  )
  const major = Number.parseInt(row!.version, 10)
  const detail = `PostgreSQL ${row!.version}, ${megabytes(row!.bytes)}`
  return major >= 13
    ? fine('database', detail)
    : warning('database', `${detail} is not looked after any more`, 'PostgreSQL 13 or newer')
}

async function checkSchema(db: Database): Promise<Finding> {
  try {
    const pending = await pendingMigrations(db)
    if (pending.length === 0) return fine('migrations', 'the schema is that of this version')
    return failing('migrations', `${pending.length} are pending: ${pending.join(', ')}`, 'momentum migrate')
  } catch (error) {
    return failing('migrations', said(error), 'the newer version of Momentum, or momentum backup restore <name>')
  }
}

/** SQLite empties its log of writes at 4 MB or so; one this large shows that something holds an old state open. */
const largeLog = 64 * 1024 * 1024

async function checkFile(db: Database, file: string): Promise<Finding[]> {
  const mode = await db.read.get<{ journalMode: string }>('PRAGMA journal_mode')
  const sync = await db.transaction((unit) => unit.get<{ synchronous: number }>('PRAGMA synchronous'))
  const size = await stat(`${file}-wal`).then(
    (found) => found.size,
    () => 0,
  )
  const findings: Finding[] = []
  if (mode!.journalMode !== 'wal') {
    findings.push(
      failing('wal', `the journal mode is ${mode!.journalMode}`, 'a file system that SQLite can use WAL on (no NFS)'),
    )
  } else if (size > largeLog) {
    findings.push(
      warning(
        'wal',
        `the log of writes has grown to ${megabytes(size)}`,
        'end what reads for hours, or restart: momentum serve',
      ),
    )
  } else findings.push(fine('wal', `write-ahead log of ${megabytes(size)}`))
  const isFull = (sync?.synchronous ?? 0) >= 2
  findings.push(
    isFull
      ? fine('durability', 'what is acknowledged is on the disk (synchronous=FULL)')
      : failing(
          'durability',
          'writes are acknowledged before they are on the disk',
          'a SQLite driver that was built with its defaults',
        ),
  )
  return findings
}

async function checkServer(db: Database, config: Config): Promise<Finding[]> {
  const row = await db.read.get<{ sync: string; fsync: string; most: number; encoding: string; trigrams: boolean }>(
    `SELECT current_setting('synchronous_commit') AS sync, current_setting('fsync') AS fsync,
       current_setting('max_connections')::int AS most, pg_encoding_to_char(encoding) AS encoding,
       EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') AS trigrams
     FROM pg_database WHERE datname = current_database()`,
  )
  const { sync, fsync, most, encoding } = row!
  const findings: Finding[] = []
  if (fsync !== 'on')
    findings.push(
      failing('durability', 'fsync is off: a power cut loses the database', "fsync = on in PostgreSQL's settings"),
    )
  else if (sync === 'off')
    findings.push(
      warning(
        'durability',
        'synchronous_commit is off: a crash loses the last writes',
        'ALTER DATABASE … SET synchronous_commit = on',
      ),
    )
  else findings.push(fine('durability', `what is acknowledged is on the disk (synchronous_commit=${sync})`))
  if (encoding !== 'UTF8')
    findings.push(
      failing(
        'database.encoding',
        `the encoding is ${encoding}`,
        'a database made with ENCODING UTF8: momentum db copy',
      ),
    )
  if (config.workers * (config.databasePool + 3) > most * 0.9) {
    const times = config.workers === 1 ? '' : ` in each of ${config.workers} workers`
    findings.push(
      warning(
        'database.pool',
        `DATABASE_POOL is ${config.databasePool}${times} and the server takes ${most} connections`,
        'a smaller DATABASE_POOL',
      ),
    )
  }
  if (!row!.trigrams) {
    findings.push(
      warning(
        'search',
        'the extension pg_trgm is missing: search is slower and forgives less',
        "as its owner: CREATE EXTENSION pg_trgm; CREATE INDEX search_documents_trigrams ON search_documents USING gin ((' ' || search_key || ' ') gin_trgm_ops)",
      ),
    )
  }
  return findings
}

export function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
