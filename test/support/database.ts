import { constants, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { testPostgres } from './postgres.ts'
import { memoryFolder } from './temporary-folder.ts'

/** The database this run of the tests is about: `MOMENTUM_TEST_DB`, SQLite unless told. */
export const testDialect: 'sqlite' | 'postgres' = process.env.MOMENTUM_TEST_DB === 'postgres' ? 'postgres' : 'sqlite'

export interface TestDatabase {
  /** The PostgreSQL address, or undefined for SQLite; together with `file` what `openDatabase` wants. */
  url: string | undefined
  /** The SQLite file, in a folder of its own. */
  file: string
  /** Removes it now rather than with the last test. Close what uses it first. */
  drop(): Promise<void>
}

export interface TestDatabaseOptions {
  /** Default: what this run is about. */
  dialect?: 'sqlite' | 'postgres'
  /** `false` gives an empty one, for tests of the migrations themselves. Default true. */
  migrated?: boolean
}

/** A database of the test's own. Migrations run once a process; each database after that is a copy of the result. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { dialect = testDialect, migrated = true } = options
  return dialect === 'postgres' ? createPostgres(migrated) : createSqlite(migrated)
}

/** The variables by which a command finds the database. */
export function databaseVariables({ url }: Pick<TestDatabase, 'url'>): Record<string, string> {
  const variables: Record<string, string> = {}
  if (url !== undefined) Object.assign(variables, { DATABASE_URL: url, DATABASE_POOL: '4' })
  return variables
}

let sqliteTemplate: Promise<string> | undefined
let postgresTemplate: Promise<string> | undefined

async function createSqlite(migrated: boolean): Promise<TestDatabase> {
  const file = join(await memoryFolder('database'), 'momentum.db')
  if (migrated) {
    sqliteTemplate ??= makeSqliteTemplate()
    await copyFile(await sqliteTemplate, file, constants.COPYFILE_FICLONE)
  }
  return { url: undefined, file, drop: async () => {} }
}

async function createPostgres(migrated: boolean): Promise<TestDatabase> {
  const server = await postgresOrFail()
  if (migrated) postgresTemplate ??= makePostgresTemplate()
  const { url, drop } = await server.createDatabase(migrated ? await postgresTemplate : undefined)
  return { url, file: join(await memoryFolder('database'), 'unused.db'), drop }
}

async function makeSqliteTemplate(): Promise<string> {
  const file = join(await memoryFolder('template'), 'template.db')
  await migrateAndClose(undefined, file)
  return file
}

async function makePostgresTemplate(): Promise<string> {
  const { name, url } = await (await postgresOrFail()).createDatabase()
  await migrateAndClose(url, 'unused.db')
  return name
}

async function migrateAndClose(url: string | undefined, file: string): Promise<void> {
  const failures: unknown[] = []
  const database = await openDatabase({ url, file, poolSize: 2, onError: (error) => failures.push(error) })
  try {
    await migrate(database)
  } finally {
    // Closing the last handle moves SQLite's write-ahead log into the file, so that the file alone is the copy.
    await database.close()
  }
  if (failures.length > 0) throw failures[0]
}

async function postgresOrFail() {
  const server = await testPostgres()
  if (!server) throw new Error('There is no PostgreSQL for the tests; `npm test` says how to get one.')
  return server
}
