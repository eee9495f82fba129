import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPasswordHasher } from '../../src/clients/hasher/index.ts'
import { loadSecrets } from '../../src/config/secrets.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { createVapidKeys } from '../../src/lib/vapid-keys.ts'
import { generateSeed } from './generate.ts'
import { importSeed } from './import.ts'
import { type Seed, shiftTo } from './read.ts'

/** The password of everybody in an imported data set. */
export const seedPassword = 'correct horse battery staple'

/** A folder with an installation that a data set was imported into. */
export interface Installation {
  readonly folder: string
  readonly data: string
  readonly seed: Seed
}

/**
 * Makes a data set of so many people and imports it, or takes `from`, a data set that is there. What an earlier run left
 * with `--keep` is used again if it is of today: feeds read the last days.
 */
export async function prepareInstallation(people: number, from: string | undefined): Promise<Installation> {
  const folder = join(tmpdir(), `momentum-bench-${from === undefined ? people : 'given'}`)
  const data = join(folder, 'data')
  const note = join(folder, 'imported.json')
  const seedFolder = from ?? join(folder, 'seed')
  const now = Date.now()
  if (existsSync(note)) {
    const imported = JSON.parse(readFileSync(note, 'utf8')) as { seed: Seed; at: number }
    if (imported.seed.folder === seedFolder && now - imported.at < 86_400_000) {
      return { folder, data, seed: imported.seed }
    }
  }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(data, { recursive: true })
  if (from === undefined) {
    console.error(`making a data set of ${people} people`)
    await generateSeed(seedFolder, { people, seed: 42 }, now)
  }
  const seed: Seed = { folder: seedFolder, shiftMs: await shiftTo(seedFolder, now) }
  console.error('importing it')
  const file = join(data, 'momentum.db')
  const db = await openDatabase({ url: undefined, file, poolSize: 4, onError: console.error })
  await migrate(db)
  await db.close()
  await importSeed(file, seed, await createPasswordHasher().hash(seedPassword))
  // The first start makes the keys; on a database with people in it missing keys would stop the start.
  loadSecrets({ dataFolder: data, secretsFile: undefined, hasData: false, makeVapid: createVapidKeys })
  writeFileSync(note, JSON.stringify({ seed, at: now }))
  console.error(`ready after ${((Date.now() - now) / 1000).toFixed(0)} s`)
  return { folder, data, seed }
}
