import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { TestClient } from './app.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { type Exit, type SpawnedProcess, spawnProcess } from './spawn.ts'

export interface ServedOptions {
  /** Further settings, as in the environment. */
  env?: Record<string, string>
  /** The installation of an earlier process, to start again on. */
  database?: TestDatabase
  dataFolder?: string
}

/** `momentum serve` as a process of its own, which a test may kill. */
export interface Served {
  readonly url: string
  readonly guest: TestClient
  readonly process: SpawnedProcess
  readonly database: TestDatabase
  readonly dataFolder: string
  kill(signal?: NodeJS.Signals): Promise<Exit>
}

/** The build where `npm test` has just brought it up to date, which starts in half the time; else the sources. */
const program = process.env.MOMENTUM_TEST_BUILT === '1' ? ['bin/momentum.js'] : ['--import=tsx', 'bin/from-source.js']

/** Starts a server on a database of its own (or an earlier one's) and waits until it listens. */
export async function serveProcess(options: ServedOptions = {}): Promise<Served> {
  const database = options.database ?? (await createTestDatabase())
  const dataFolder = options.dataFolder ?? dirname(database.file)
  const spawned = spawnProcess(process.execPath, [...program, 'serve'], {
    env: {
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'info',
      ...options.env,
      MOMENTUM_DATA: dataFolder,
      HOST: '127.0.0.1',
      PORT: '0',
      ...(database.url === undefined ? {} : { DATABASE_URL: database.url }),
    },
  })
  const [, url] = await spawned.waitForLine(/"url":"(http:[^"]+)"/, 120_000)
  return {
    url: url!,
    guest: new TestClient(url!, undefined),
    process: spawned,
    database,
    dataFolder,
    kill: (signal) => spawned.kill(signal),
  }
}

/** A data folder for a further process on the same PostgreSQL database. */
export function otherDataFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'momentum-test-other-'))
}
