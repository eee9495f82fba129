import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Database } from '../db/database.ts'
import { isDatabaseInUse } from '../db/in-use.ts'
import { migrate, pendingMigrations } from '../db/migrate.ts'
import { migrations } from '../db/migrations/index.ts'
import { openDatabase } from '../db/open.ts'
import { type CopiedTable, type CopyOptions, copyRows } from '../db/transfer/index.ts'
import { Failure } from '../lib/errors.ts'
import type { Logger } from '../lib/logger.ts'
import { databaseFileOf } from './open-parts.ts'

/**
 * Copies the database of an installation into an empty one: `postgres://…`, or a SQLite file. Throws `schema_differs` when
 * this installation is not up to date, `database_not_empty`, `database_in_use` and `copy_differs`; then the target is as it
 * was, apart from its empty tables.
 */
export async function copyInstallation(
  config: Config,
  log: Logger,
  to: string,
  options: Omit<CopyOptions, 'replace'>,
): Promise<CopiedTable[]> {
  const onError = (error: unknown): void => log.error({ err: error }, 'something failed in the background')
  const url = /^postgres(ql)?:\/\//.test(to) ? to : undefined
  const file = url === undefined ? resolve(to) : ''
  if (url === undefined && (existsSync(file) || !basename(file).includes('.'))) {
    throw new Failure(
      'conflict',
      'database_not_empty',
      `${file} is there already, or no name of a file. Give a new one.`,
    )
  }
  if (await isDatabaseInUse({ url, file })) {
    throw new Failure('conflict', 'database_in_use', 'A server uses the target already.')
  }
  const source = await openDatabase({ url: config.databaseUrl, file: databaseFileOf(config), poolSize: 2, onError })
  try {
    if ((await pendingMigrations(source)).length > 0) {
      throw new Failure(
        'conflict',
        'schema_differs',
        'This installation is not up to date.\nRun momentum migrate first.',
      )
    }
    if (url === undefined) await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const target = await openDatabase({ url, file, poolSize: 4, onError })
    try {
      const isNew = (await pendingMigrations(target)).length === migrations.length
      if (isNew) await requireNoTables(target)
      await migrate(target)
      return await copyRows(source, target, { ...options, replace: isNew })
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

// Somebody else's tables in the same schema could have the names of ours.
async function requireNoTables(target: Database): Promise<void> {
  if (target.dialect === 'sqlite') return
  const found = await target.read.all<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
       AND relname <> 'migrations' ORDER BY relname LIMIT 5`,
  )
  if (found.length === 0) return
  const names = found.map(({ name }) => name).join(', ')
  throw new Failure('conflict', 'database_not_empty', `The target holds tables that are not Momentum's (${names}).`)
}
