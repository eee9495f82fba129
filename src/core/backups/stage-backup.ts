import { constants, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { migrations } from '../../db/migrations/index.ts'
import { openDatabase } from '../../db/open.ts'
import { describeTables, readRowFile } from '../../db/transfer/index.ts'
import { Failure } from '../../lib/errors.ts'
import { type BackupManifest, damagedBackup, databaseFile } from './manifest.ts'

/**
 * Writes the database of a backup into a new SQLite file, as it was: of the version that it was made by, and without
 * changing the backup. Throws `database_newer` for one that this version does not understand.
 */
export async function stageDatabase(folder: string, manifest: BackupManifest, file: string): Promise<void> {
  const known = new Set(migrations.map(({ name }) => name))
  const foreign = manifest.schema.filter((name) => !known.has(name))
  if (foreign.length > 0) {
    throw new Failure(
      'conflict',
      'database_newer',
      `The backup was made by a newer version of Momentum (${manifest.version}, it has ${foreign.join(', ')}). ` +
        'Install that version first.',
    )
  }
  if (manifest.database === 'sqlite') {
    await copyFile(join(folder, databaseFile), file, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    return
  }
  await stageRows(folder, manifest, file)
}

async function stageRows(folder: string, manifest: BackupManifest, file: string): Promise<void> {
  const failures: unknown[] = []
  const db = await openDatabase({ url: undefined, file, poolSize: 1, onError: (error) => failures.push(error) })
  try {
    await migrate(
      db,
      migrations.filter(({ name }) => manifest.schema.includes(name)),
    )
    const tables = await describeTables(db.read)
    // A table at a time: all at once would need a write-ahead log as large as everything.
    for (const table of tables) {
      const entry = manifest.files.find((one) => one.table === table.name)
      if (entry === undefined) continue
      await db.transaction((unit) => readRowFile(unit, table, join(folder, entry.path)))
    }
  } catch (error) {
    throw error instanceof Failure ? error : damagedBackup(`its rows cannot be read (${(error as Error).message})`)
  } finally {
    await db.close()
  }
  if (failures.length > 0) throw failures[0]
}
