import type { Database } from './database.ts'

export interface DatabaseOptions {
  /** `postgres://…`; without it the SQLite file is used. */
  url: string | undefined
  /** Path of the SQLite file. */
  file: string
  /** Connections to PostgreSQL. */
  poolSize: number
  /** Whether another process holds the SQLite file open that has checked its pages. Default false. */
  isChecked?: boolean
  /** Told of failures that no caller waits for. */
  onError: (error: unknown) => void
}

/** Opens the database that the settings name; its driver is loaded only then. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, file, poolSize, isChecked = false, onError } = options
  if (url !== undefined) return (await import('./postgres/open.ts')).openPostgres({ url, poolSize, onError })
  return (await import('./sqlite/open.ts')).openSqlite({ file, isChecked, onError })
}
