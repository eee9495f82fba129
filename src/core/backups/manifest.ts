import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure } from '../../lib/errors.ts'

/** The newest form of backups that this version writes and reads. */
export const backupFormat = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)

const manifestShape = z.object({
  format: z.literal(backupFormat),
  name: z.string().min(1).max(100),
  createdAt: z.iso.datetime(),
  /** The version of Momentum that made it. */
  version: z.string().max(40),
  database: z.enum(['sqlite', 'postgres']),
  /** The migrations that the database had seen. */
  schema: z.array(z.string().max(100)).min(1),
  tables: z.array(z.object({ table: z.string().max(100), rows: count })),
  /** Tables whose rows are not in it, because they can be fetched again or must not outlive their moment. */
  leftOut: z.array(z.string().max(100)),
  /** Every file but those of media, by its path in the backup. */
  files: z.array(
    z.object({
      path: z.string().regex(/^[a-z0-9_-]+(\/[a-z0-9_-]+)?(\.[a-z0-9]+)*$/),
      bytes: count,
      sha256,
      /** The table whose rows it holds. */
      table: z.string().max(100).optional(),
    }),
  ),
  media: z.object({
    files: count,
    bytes: count,
    /** What the store did not have although the database says so. */
    missing: z.array(z.string().max(200)),
  }),
  /** Whether the installation's keys are in it. */
  secrets: z.boolean(),
})

/** What a backup holds, with counts and checksums. */
export type BackupManifest = z.output<typeof manifestShape>

export const manifestFile = 'manifest.json'
export const databaseFile = 'database.db'
export const secretsFile = 'secrets.json'
export const mediaListFile = 'media.ndjson'

/** Reads the manifest of the backup in a folder. Throws `backup_damaged` or `backup_unknown`. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
    throw new Failure('not_found', 'backup_unknown', `There is no backup in ${folder}: ${manifestFile} is missing.`)
  })
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    throw damagedBackup(`${manifestFile} of ${folder} is not JSON`)
  }
  const { manifest, seal } = (found ?? {}) as { manifest?: unknown; seal?: unknown }
  const { format } = (manifest ?? {}) as { format?: unknown }
  if (typeof format === 'number' && format > backupFormat) {
    throw new Failure(
      'conflict',
      'backup_newer',
      `The backup in ${folder} was made by a newer version of Momentum. Install that version first.`,
    )
  }
  const parsed = manifestShape.safeParse(manifest)
  if (!parsed.success || seal !== sealOf(parsed.data)) throw damagedBackup(`${manifestFile} of ${folder} was changed`)
  return parsed.data
}

/** A manifest as the text of its file; the seal shows whether it was changed or cut off. */
export function manifestText(manifest: BackupManifest): string {
  return `${JSON.stringify({ manifest, seal: sealOf(manifest) }, null, 2)}\n`
}

/** The failure for a backup that is not what it was when it was made. */
export function damagedBackup(what: string): Failure {
  return new Failure('conflict', 'backup_damaged', `The backup is damaged: ${what}.`)
}

function sealOf(manifest: BackupManifest): string {
  return createHash('sha256')
    .update(JSON.stringify(manifestShape.parse(manifest)))
    .digest('hex')
}
