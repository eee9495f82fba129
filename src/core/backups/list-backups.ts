import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { day } from '../../lib/clock.ts'
import { type BackupManifest, readManifest } from './manifest.ts'

/** A backup of a folder; `manifest` is null, with the reason, when it cannot be read. */
export interface BackupRow {
  name: string
  folder: string
  createdAt: number
  manifest: BackupManifest | null
  problem: string | null
}

/** The backups in a folder, the newest first. A folder that is not there has none. */
export async function listBackups(folder: string): Promise<BackupRow[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const rows: BackupRow[] = []
  for (const entry of entries) {
    if (!entry.isDirectory() || !/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d/.test(entry.name)) continue
    rows.push(await readBackup(join(folder, entry.name), entry.name))
  }
  return rows.sort((one, other) => other.createdAt - one.createdAt || (one.name < other.name ? 1 : -1))
}

async function readBackup(folder: string, name: string): Promise<BackupRow> {
  try {
    const manifest = await readManifest(folder)
    return { name, folder, createdAt: Date.parse(manifest.createdAt), manifest, problem: null }
  } catch (error) {
    const { mtimeMs } = await stat(folder)
    return { name, folder, createdAt: mtimeMs, manifest: null, problem: (error as Error).message }
  }
}

const draftsLostMs = 2 * day

/**
 * Removes all but the newest `keep` backups, those older than `keepDays`, and what backups that were broken off left. The
 * newest that can be read always stays. Answers what was removed and when the oldest that is left was made.
 */
export async function pruneBackups(
  folder: string,
  limits: { keep: number; keepDays: number; now: number },
): Promise<{ removed: string[]; oldest: number | null }> {
  const all = await listBackups(folder)
  const newest = all.find(({ manifest }) => manifest !== null)
  const isOld = ({ createdAt }: BackupRow): boolean => createdAt < limits.now - limits.keepDays * day
  const removed = all.filter((row, index) => row !== newest && (index >= limits.keep || isOld(row)))
  for (const row of removed) await rm(row.folder, { recursive: true, force: true })
  await removeDrafts(folder, limits.now)
  const left = all.filter((row) => !removed.includes(row))
  return { removed: removed.map(({ name }) => name), oldest: left.at(-1)?.createdAt ?? null }
}

async function removeDrafts(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((one) => /^\.(\d{4}-.+\.part|verify-.+)$/.test(one))) {
    const path = join(folder, name)
    if (now - (await stat(path)).mtimeMs > draftsLostMs) await rm(path, { recursive: true, force: true })
  }
}
