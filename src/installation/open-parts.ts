import { join } from 'node:path'
import { openMediaStore } from '../clients/store/index.ts'
import type { Config } from '../config/config.ts'
import type { BackupParts } from '../core/backups/index.ts'
import { openDatabase } from '../db/open.ts'
import type { Logger } from '../lib/logger.ts'
import { version } from '../lib/version.ts'

/** The database file of an installation that is on SQLite. */
export function databaseFileOf(config: Pick<Config, 'dataFolder'>): string {
  return join(config.dataFolder, 'momentum.db')
}

/** Where the installation's keys are. */
export function secretsFileOf(config: Pick<Config, 'dataFolder' | 'secretsFile'>): string {
  return config.secretsFile ?? join(config.dataFolder, 'secrets.json')
}

/** Where backups are kept unless told otherwise. */
export function backupFolderOf(config: Pick<Config, 'dataFolder' | 'backupFolder'>): string {
  return config.backupFolder ?? join(config.dataFolder, 'backups')
}

/** Opens the database and the media of an installation, and nothing that works by itself; the schema stays as it is. */
export async function openParts(config: Config, log: Logger): Promise<BackupParts & { close(): Promise<void> }> {
  const db = await openDatabase({
    url: config.databaseUrl,
    file: databaseFileOf(config),
    poolSize: Math.min(config.databasePool, 4),
    onError: (error) => log.error({ err: error }, 'something failed in the background'),
  })
  try {
    const mediaStore = await openMediaStore(config.mediaStore ?? join(config.dataFolder, 'media'))
    return { db, mediaStore, log, version, now: Date.now, close: () => db.close() }
  } catch (error) {
    await db.close()
    throw error
  }
}
