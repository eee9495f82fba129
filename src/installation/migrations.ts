import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Database } from '../db/database.ts'
import { migrate, pendingMigrations } from '../db/migrate.ts'
import { migrations } from '../db/migrations/index.ts'
import { openDatabase } from '../db/open.ts'
import type { Logger } from '../lib/logger.ts'
import { databaseFileOf } from './open-parts.ts'

/** Every migration of this version, and whether this database has seen it. Throws `database_newer`. */
export function checkMigrations(config: Config, log: Logger): Promise<{ name: string; state: 'done' | 'pending' }[]> {
  return withDatabase(config, log, async (db) => {
    const pending = new Set(await pendingMigrations(db))
    return migrations.map(({ name }) => ({ name, state: pending.has(name) ? ('pending' as const) : ('done' as const) }))
  })
}

/** Brings the database up to date; answers what ran, and where the copy from before is, if there is one. */
export function runMigrations(config: Config, log: Logger): Promise<{ ran: string[]; copy: string | null }> {
  return withDatabase(config, log, async (db) => {
    let copy: string | null = null
    const ran = await migrate(db, undefined, (name) => {
      copy = join(config.dataFolder, `before-${name}-${Date.now()}.db`)
      return copy
    })
    return { ran, copy: db.dialect === 'sqlite' ? copy : null }
  })
}

async function withDatabase<T>(config: Config, log: Logger, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({
    url: config.databaseUrl,
    file: databaseFileOf(config),
    poolSize: 2,
    onError: (error) => log.error({ err: error }, 'something failed in the background'),
  })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}
