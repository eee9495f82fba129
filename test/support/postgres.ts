import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { newTestName, testNameAge } from './names.ts'
import { findProgram, runProcess, spawnProcess } from './spawn.ts'
import { placeInMemory } from './temporary-folder.ts'
import { whenTestsEnd } from './when-tests-end.ts'

export interface TestPostgres {
  /** The server's address, to which `/<database>` is added. */
  base: string
  /** An empty database of its own, or a copy of `template`, which nobody may be connected to. */
  createDatabase(template?: string): Promise<PostgresDatabase>
}

export interface PostgresDatabase {
  name: string
  url: string
  /** Ends the connections to it and removes it. What is left over goes with the last test. */
  drop(): Promise<void>
}

const hour = 60 * 60 * 1000
let found: Promise<TestPostgres | undefined> | undefined

/**
 * The PostgreSQL that tests may make databases on: `MOMENTUM_TEST_POSTGRES`, one that trusts us on this machine, or the
 * installed binaries started in a folder of their own. Answers undefined where there is none.
 */
export function testPostgres(): Promise<TestPostgres | undefined> {
  found ??= findPostgres()
  return found
}

/** The same for a test or hook that cannot do without: it is shown as skipped where there is none. */
export async function requirePostgres(context: Mocha.Context): Promise<TestPostgres> {
  const postgres = await testPostgres()
  // `skip` throws, so what follows has a server.
  if (!postgres) context.skip()
  return postgres as TestPostgres
}

async function findPostgres(): Promise<TestPostgres | undefined> {
  const { username } = userInfo()
  const given = process.env.MOMENTUM_TEST_POSTGRES
  const hosts = ['127.0.0.1:5432', '%2Fvar%2Frun%2Fpostgresql']
  const usual = hosts.flatMap((host) => [`postgres://postgres@${host}`, `postgres://${username}@${host}`])
  for (const base of given ? [given] : usual) {
    if (await mayCreateDatabases(base)) return openServer(base)
  }
  if (given) throw new Error('MOMENTUM_TEST_POSTGRES does not answer, or its user may not create databases.')
  const started = await startPostgres()
  return started === undefined ? undefined : openServer(started)
}

async function mayCreateDatabases(base: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: `${base}/postgres`, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const answer = await client.query(
      'SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolcreatedb OR rolsuper)',
    )
    return answer.rowCount === 1
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function openServer(base: string): Promise<TestPostgres> {
  const server = new pg.Pool({ connectionString: `${base}/postgres`, max: 4, allowExitOnIdle: true })
  // A connection that waits for its next use may see the server end; who asks something then hears of it.
  server.on('error', () => {})
  const made = new Set<string>()
  const drop = async (name: string) => {
    await noConnections(server, name)
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    made.delete(name)
  }
  await dropAbandoned(server, drop)
  whenTestsEnd(async () => {
    // Each makes the server write a checkpoint; together they share some of the waiting.
    await Promise.all([...made].map(drop))
    await server.end()
  })
  return {
    base,
    async createDatabase(template) {
      const name = newTestName()
      made.add(name)
      await server.query(`CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`)
      // Nobody pulls the plug of the machine that tests run on, so no commit has to wait for the disk.
      await server.query(`ALTER DATABASE ${name} SET synchronous_commit = off`)
      return { name, url: `${base}/${name}`, drop: () => drop(name) }
    },
  }
}

/** A pool that says it has ended is still hanging up; one that is cut off in that moment reports an error to nobody. */
async function noConnections(server: pg.Pool, name: string): Promise<void> {
  const question = 'SELECT 1 FROM pg_stat_activity WHERE datname = $1'
  const isFree = async () => (await server.query(question, [name])).rowCount === 0
  await eventually(isFree, { withinMs: 2000 }).catch(() => {})
}

/** Databases of test runs that were killed: old enough that no run still uses them. */
async function dropAbandoned(server: pg.Pool, drop: (name: string) => Promise<void>): Promise<void> {
  const { rows } = await server.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'momentum_test_%'",
  )
  for (const { datname } of rows) {
    const age = testNameAge(datname)
    // Another run may be clearing up at the same moment.
    if (age !== undefined && age > 3 * hour) await drop(datname).catch(() => {})
  }
}

// Everything that only serves to find the data again after the machine has lost power.
const withoutDisk = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=512MB',
  'checkpoint_timeout=1h',
]

/** Starts the newest installed PostgreSQL; answers its address, or undefined when none is installed. */
async function startPostgres(): Promise<string | undefined> {
  const binaries = newestBinaries()
  if (binaries === undefined) return undefined
  const folder = mkdtempSync(join(placeInMemory(4), 'momentum-postgres-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  // PostgreSQL refuses to run as root.
  const owner = process.getuid?.() === 0 ? await someoneElse() : undefined
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const options = { cwd: folder, ...owner }
  const data = join(folder, 'data')
  const made = await runProcess(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '-N'],
    options,
  )
  if (made.code !== 0) throw new Error(`initdb failed:\n${made.stdout}${made.stderr}`)
  const port = await freePort()
  const settings = [...withoutDisk, 'max_connections=300', `unix_socket_directories=${folder}`]
  const server = spawnProcess(
    join(binaries, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    options,
  )
  await server.waitForLine(/ready to accept connections/)
  whenTestsEnd(() => server.kill('SIGINT'))
  return `postgres://postgres@127.0.0.1:${port}`
}

function newestBinaries(): string | undefined {
  const home = '/usr/lib/postgresql'
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a)) : []
  const folders = versions.map((version) => join(home, version, 'bin'))
  const onPath = findProgram('initdb')
  if (onPath !== undefined) folders.push(join(onPath, '..'))
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

async function someoneElse(): Promise<{ uid: number; gid: number }> {
  for (const name of ['postgres', 'nobody']) {
    const { code, stdout } = await runProcess('id', ['-u', name])
    const group = await runProcess('id', ['-g', name])
    if (code === 0) return { uid: Number(stdout), gid: Number(group.stdout) }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user `postgres` or `nobody`.')
}
