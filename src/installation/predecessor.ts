import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Config } from '../config/config.ts'
import { type BackupManifest, stageDatabase } from '../core/backups/index.ts'
import { type Deletion, readDeletions } from '../core/deletions/index.ts'
import { settingsCatalogue } from '../core/settings/index.ts'
import { openDatabase } from '../db/open.ts'
import type { Reader } from '../db/sql.ts'
import { readCopy } from '../db/transfer/index.ts'
import type { Logger } from '../lib/logger.ts'
import { databaseFileOf } from './open-parts.ts'

/** A ledger of deletions that was found. */
export interface Ledger {
  /** Where, in words. */
  from: string
  /** Up to when it knows of deletions (ms since the epoch). */
  until: number
  /** For how many days entries are kept in it; null when nobody can tell. */
  keptDays: number | null
  entries(): AsyncIterable<Deletion[]>
}

/** What the installation that is about to be replaced can still tell. */
export interface FoundPredecessor {
  ledger: Ledger | null
  endedSessions: string[] | null
  leaving: ReadonlySet<string> | null
}

const silent: FoundPredecessor = { ledger: null, endedSessions: null, leaving: null }

/** Reads what must outlive a restore from the database in use, as far as it can be read; a damaged one tells nothing. */
export async function readPredecessor(config: Config, log: Logger): Promise<FoundPredecessor> {
  try {
    if (config.databaseUrl === undefined) {
      const file = databaseFileOf(config)
      return existsSync(file) ? await readCopy(file, (reader) => tell(reader, 'the database in use')) : silent
    }
    const db = await openDatabase({ url: config.databaseUrl, file: '', poolSize: 1, onError: () => {} })
    try {
      const table = await db.read.get<{ name: string | null }>("SELECT to_regclass('deletions')::text AS name")
      return table?.name == null ? silent : await tell(db.read, 'the database in use')
    } finally {
      await db.close()
    }
  } catch (error) {
    log.warn({ err: error }, 'the database in use cannot be read; what was deleted is looked up elsewhere')
    return silent
  }
}

/** Reads the ledger that a backup holds. */
export async function readLedgerOfBackup(folder: string, manifest: BackupManifest): Promise<Ledger> {
  const temporary = await mkdtemp(join(dirname(folder), '.verify-'))
  try {
    const file = join(temporary, 'momentum.db')
    await stageDatabase(folder, manifest, file)
    const found = await readCopy(file, (reader) => tell(reader, `the backup ${manifest.name}`))
    return { ...found.ledger!, until: Date.parse(manifest.createdAt) }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

// Read at once: what it was read from is about to be moved, and entries are ids.
async function tell(reader: Reader, from: string): Promise<FoundPredecessor> {
  const entries: Deletion[][] = []
  for await (const some of readDeletions(reader, 0)) entries.push(some)
  const sessions = await reader.all<{ id: string }>('SELECT id FROM sessions WHERE ended_at IS NOT NULL')
  const setting = await reader.get<{ value: string }>("SELECT value FROM settings WHERE name = 'backups.keepDays'")
  const leaving = entries
    .flat()
    .filter(({ subjectType }) => ['user', 'deletion-by-self', 'deletion-by-operator'].includes(subjectType))
  return {
    ledger: {
      from,
      until: Date.now(),
      keptDays: setting === undefined ? settingsCatalogue['backups.keepDays'].fallback : Number(setting.value),
      entries: async function* () {
        yield* entries
      },
    },
    endedSessions: sessions.map(({ id }) => id),
    leaving: new Set(leaving.map(({ subjectId }) => subjectId)),
  }
}
