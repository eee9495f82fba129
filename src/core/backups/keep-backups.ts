import { day } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { pruneDeletions } from '../deletions/index.ts'
import { createBackup } from './create-backup.ts'
import { pruneBackups } from './list-backups.ts'

/**
 * Makes a backup in the folder of the installation, removes those that the settings let go, and forgets deletions that no
 * backup can bring back any more. Answers counts; `missing` are media files that the store should have.
 */
export async function keepBackups(
  context: Context,
  signal?: AbortSignal,
): Promise<{ rows: number; media: number; missing: number; removed: number }> {
  const { instance, db, clients, log, now } = context
  const parts = { db, mediaStore: clients.mediaStore, log, version: instance.version, now }
  const { manifest } = await createBackup(parts, { folder: instance.backupFolder, secrets: null, signal })
  const removed = await pruneOld(context)
  return {
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    media: manifest.media.files,
    missing: manifest.media.missing.length,
    removed,
  }
}

async function pruneOld(context: Context): Promise<number> {
  const keepDays = context.settings.get('backups.keepDays')
  const limits = { keep: context.settings.get('backups.keep'), keepDays, now: context.now() }
  const pruned = await pruneBackups(context.instance.backupFolder, limits)
  // A day more than any backup may be old, and never less than the oldest that is left.
  const before = Math.min(limits.now - (keepDays + 1) * day, pruned.oldest ?? Number.POSITIVE_INFINITY)
  await pruneDeletions(context, before)
  return pruned.removed.length
}
