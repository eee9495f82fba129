import type { Umzug } from 'umzug'
import { Failure } from '../lib/errors.ts'
import type { Database } from './database.ts'
import { migrations } from './migrations/index.ts'
import { type Migration, schemaOn } from './schema.ts'
import type { Unit } from './unit.ts'

/** Any number: all that migrate one PostgreSQL database wait for the same lock. */
const advisoryLock = 7_221_005

/** The migrations that have not run on this database, in order. Throws when it was made by a newer version. */
export async function pendingMigrations(db: Database, steps: readonly Migration[] = migrations): Promise<string[]> {
  await db.transaction((unit) => createLedger(unit))
  const done = await executed(db)
  const known = new Set(steps.map((step) => step.name))
  const foreign = done.filter((name) => !known.has(name))
  if (foreign.length > 0) {
    throw new Failure(
      'conflict',
      'database_newer',
      `The database was made by a newer version of Momentum (it has ${foreign.join(', ')}). ` +
        'Install that version again, or restore a backup made before the upgrade.',
    )
  }
  return steps.map((step) => step.name).filter((name) => !done.includes(name))
}

/**
 * Brings the schema up to date; answers the names of the migrations that ran. Each runs in one transaction together
 * with its entry in the ledger, so that a process killed at any statement leaves the schema before or after it. A
 * database that was migrated before is copied first, where `copyTo` names the file and the database can.
 */
export async function migrate(
  db: Database,
  steps: readonly Migration[] = migrations,
  copyTo?: (firstPending: string) => string,
): Promise<string[]> {
  const pending = await pendingMigrations(db, steps)
  if (pending.length === 0) return []
  if (copyTo !== undefined && pending.length < steps.length) await db.copyTo(copyTo(pending[0]!))
  const ran = await (await umzugFor(db, steps)).up()
  return ran.map((step) => step.name)
}

/** Takes back the newest migrations down to and including `to`; for development and tests. */
export async function migrateDown(
  db: Database,
  to: string,
  steps: readonly Migration[] = migrations,
): Promise<string[]> {
  const ran = await (await umzugFor(db, steps)).down({ to })
  return ran.map((step) => step.name)
}

async function umzugFor(db: Database, steps: readonly Migration[]): Promise<Umzug<Database>> {
  // Loaded when there is something to do: it brings a command line of its own, a tenth of the time a start takes.
  const { Umzug } = await import('umzug')
  return new Umzug<Database>({
    context: db,
    logger: undefined,
    migrations: steps.map((step) => ({
      name: step.name,
      up: () => db.transaction((unit) => runStep(unit, step, 'up')),
      down: () => db.transaction((unit) => runStep(unit, step, 'down')),
    })),
    storage: {
      executed: () => executed(db),
      // The entry is written by the migration's own transaction.
      logMigration: async () => {},
      unlogMigration: async () => {},
    },
  })
}

async function runStep(unit: Unit, step: Migration, direction: 'up' | 'down'): Promise<void> {
  if (unit.dialect === 'postgres') await unit.run('SELECT pg_advisory_xact_lock($1)', [advisoryLock])
  const done = await unit.get('SELECT name FROM migrations WHERE name = $1', [step.name])
  // Another process that started at the same time has done it while this one waited.
  if ((done !== undefined) === (direction === 'up')) return
  await step[direction](schemaOn(unit))
  if (direction === 'up')
    await unit.run('INSERT INTO migrations (name, run_at) VALUES ($1, $2)', [step.name, Date.now()])
  else await unit.run('DELETE FROM migrations WHERE name = $1', [step.name])
}

async function createLedger(unit: Unit): Promise<void> {
  if (unit.dialect === 'postgres') await unit.run('SELECT pg_advisory_xact_lock($1)', [advisoryLock])
  await schemaOn(unit).run('CREATE TABLE IF NOT EXISTS migrations (name {key} PRIMARY KEY, run_at {time} NOT NULL)')
}

async function executed(db: Database): Promise<string[]> {
  const rows = await db.read.all<{ name: string }>('SELECT name FROM migrations ORDER BY name')
  return rows.map((row) => row.name)
}
