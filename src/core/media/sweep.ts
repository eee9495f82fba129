import { placeholders } from '../../db/sql.ts'
import { hour } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { removeAbandoned } from './incoming.ts'
import { recountFiles } from './recount-files.ts'
import { removeMedia } from './remove.ts'
import { removeUnused } from './stored-files.ts'

/** What a sweep did, as counts. */
export interface MediaSwept extends Record<string, number> {
  /** Uploads that nothing used in time. */
  unused: number
  /** Counts of files that a crash had left wrong. */
  miscounted: number
  /** Files in the store that the database does not know. */
  orphans: number
  /** Files removed from the store in all. */
  files: number
  /** Half-received files and folders of broken-off work. */
  abandoned: number
}

/** What was received and is still unfinished after so long belongs to nobody. */
const abandonedAfterMs = 24 * hour

const batch = 200

/**
 * Removes what nobody needs: uploads that were not used in time, files whose items are gone, files that the database does
 * not know, and what broken-off uploads left behind. May be repeated, and stopped, at any time.
 */
export async function sweepMedia(context: Context, signal?: AbortSignal): Promise<MediaSwept> {
  const unused = await removeExpired(context, signal)
  const miscounted = await recountFiles(context, { repair: true })
  const orphans = await markOrphans(context, signal)
  const files = await removeUnused(context, signal)
  const abandoned = await removeAbandoned(context, abandonedAfterMs)
  return { unused, miscounted, orphans, files, abandoned }
}

async function removeExpired(context: Context, signal?: AbortSignal): Promise<number> {
  let removed = 0
  while (!signal?.aborted) {
    const some = await context.write(async (unit) => {
      const expired = await unit.all<{ id: string }>(
        `SELECT id FROM media WHERE expires_at < $1 AND attached_type IS NULL ORDER BY expires_at LIMIT ${batch}`,
        [context.now()],
      )
      const ids = expired.map((row) => row.id)
      await removeMedia(unit, context, ids)
      return ids.length
    })
    removed += some
    if (some < batch) break
  }
  return removed
}

async function markOrphans(context: Context, signal?: AbortSignal): Promise<number> {
  let orphans = 0
  let keys: string[] = []
  for await (const { key } of context.clients.mediaStore.list()) {
    if (signal?.aborted) break
    if (!/^(photos|posts|messages)\//.test(key)) continue
    keys.push(key)
    if (keys.length < batch) continue
    orphans += await markUnknown(context, keys)
    keys = []
  }
  return orphans + (keys.length > 0 ? await markUnknown(context, keys) : 0)
}

// Files are counted before they are put, so that one without a row is nobody's; with a count of 0 it is removed as all are.
async function markUnknown(context: Context, keys: readonly string[]): Promise<number> {
  const known = await context.db.read.all<{ fileKey: string }>(
    `SELECT file_key FROM stored_files WHERE file_key IN (${placeholders(keys.length)})`,
    keys,
  )
  const knownKeys = new Set(known.map((row) => row.fileKey))
  const unknown = keys.filter((key) => !knownKeys.has(key))
  if (unknown.length === 0) return 0
  return context.write(async (unit) => {
    let marked = 0
    for (const key of unknown) {
      marked += await unit.run(
        `INSERT INTO stored_files (file_key, refs, bytes, claimed_at) VALUES ($1, 0, 0, $2) ON CONFLICT DO NOTHING`,
        [key, context.now()],
      )
    }
    return marked
  })
}

/** How much is kept, by what the database knows. */
export interface MediaUsage {
  items: number
  processing: number
  unused: number
  files: number
  bytes: number
  /** Bytes that may still be written; null where nobody can tell. */
  freeBytes: number | null
}

/** How much the media take up, for operators. */
export async function readMediaUsage(context: Context): Promise<MediaUsage> {
  const items = await context.db.read.get<Pick<MediaUsage, 'items' | 'processing' | 'unused'>>(
    `SELECT count(*) AS items, coalesce(sum(CASE WHEN state = 'processing' THEN 1 ELSE 0 END), 0) AS processing,
       coalesce(sum(CASE WHEN attached_type IS NULL THEN 1 ELSE 0 END), 0) AS unused FROM media`,
  )
  const files = await context.db.read.get<Pick<MediaUsage, 'files' | 'bytes'>>(
    'SELECT count(*) AS files, coalesce(sum(bytes), 0) AS bytes FROM stored_files',
  )
  const numbers = Object.fromEntries(
    Object.entries({ ...items, ...files }).map(([name, value]) => [name, Number(value)]),
  )
  return { ...numbers, freeBytes: await context.clients.mediaStore.freeBytes() } as MediaUsage
}

/** What is missing from the store, or differs in size from what was put there. */
export async function verifyMedia(
  context: Context,
  signal?: AbortSignal,
): Promise<{ checked: number; missing: string[]; damaged: string[] }> {
  const result = { checked: 0, missing: [] as string[], damaged: [] as string[] }
  for (let after = ''; !signal?.aborted; ) {
    const some = await context.db.read.all<{ fileKey: string; bytes: number }>(
      `SELECT file_key, bytes FROM stored_files WHERE file_key > $1 AND refs > 0 ORDER BY file_key LIMIT ${batch}`,
      [after],
    )
    for (const { fileKey, bytes } of some) {
      const found = await context.clients.mediaStore.stat(fileKey)
      if (found === null) result.missing.push(fileKey)
      else if (found.bytes !== bytes) result.damaged.push(fileKey)
      result.checked += 1
    }
    if (some.length < batch) break
    after = some.at(-1)!.fileKey
  }
  return result
}
