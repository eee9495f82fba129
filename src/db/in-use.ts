import { existsSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Whether another process has the database open: for what must have it to itself. A file that is no database, or a server
 * that does not answer, is used by nobody.
 */
export async function isDatabaseInUse(options: { url: string | undefined; file: string }): Promise<boolean> {
  if (options.url !== undefined) return isPostgresInUse(options.url)
  return existsSync(options.file) ? isFileInUse(options.file) : false
}

/** A process that has just ended may still be in the list of the server for so long. */
const lingeringMs = 2000

async function isPostgresInUse(url: string): Promise<boolean> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'momentum' })
  await client.connect()
  try {
    const end = performance.now() + lingeringMs
    for (;;) {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'momentum'
           AND pid <> pg_backend_pid() LIMIT 1`,
      )
      if (rows.length === 0) return false
      if (performance.now() > end) return true
      await delay(50)
    }
  } finally {
    await client.end()
  }
}

// Who has the file open holds a shared lock on it for as long, so that only who is alone can have it exclusively.
async function isFileInUse(file: string): Promise<boolean> {
  const { default: sqlite3 } = await import('sqlite3')
  const { SqliteHandle } = await import('./sqlite/handle.ts')
  const { noteClosed } = await import('./sqlite/file-check.ts')
  const hadLog = existsSync(`${file}-wal`)
  try {
    const handle = await SqliteHandle.open(file, {
      mode: sqlite3.OPEN_READWRITE,
      pragmas: 'PRAGMA busy_timeout=0; PRAGMA locking_mode=EXCLUSIVE;',
    })
    try {
      await handle.exec('BEGIN IMMEDIATE; ROLLBACK')
      return false
    } finally {
      await handle.close()
      // Closing as the last one takes the log of a killed process into the file, as it should be; that it is gone then
      // must not look like a loss.
      if (hadLog) noteClosed(file)
    }
  } catch (error) {
    return /^SQLITE_(BUSY|LOCKED)/.test(String((error as { code?: unknown }).code))
  }
}
