import { setTimeout as delay } from 'node:timers/promises'
import { placeholders } from '../../db/sql.ts'
import { contentKey, hashFile } from '../../lib/content-key.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'

/** A file that is going to be served, before it is in the store. */
export interface NewFile {
  /** `large.webp`: what it is called in addresses. */
  name: string
  path: string
  extension: string
  mimeType: string
  bytes: number
}

/** The same once it is there. */
export interface KeptFile {
  name: string
  key: string
  mimeType: string
  bytes: number
}

export type StoreArea = 'photos' | 'posts' | 'messages'

/** A removal that has not ended after so long was cut off by a crash; it is done again by whoever comes next. */
const removalLostMs = 60_000

/**
 * Puts files into the store, each counted before it is put, so that nobody removes it as unused meanwhile. The counts are
 * the caller's: they become those of an item in the unit that stores it, or are given back by `dropFiles`. A crash in
 * between is made good by the sweep. Throws `storage_full` and `unavailable`.
 */
export async function keepFiles(context: Context, area: StoreArea, files: readonly NewFile[]): Promise<KeptFile[]> {
  const kept: KeptFile[] = []
  try {
    for (const file of files) {
      const key = contentKey(area, await hashFile(file.path), file.extension)
      await claimFile(context, key, file.bytes)
      kept.push({ name: file.name, key, mimeType: file.mimeType, bytes: file.bytes })
      await context.clients.mediaStore.put(key, file.path, { contentType: file.mimeType, move: true })
    }
    return kept
  } catch (error) {
    await dropFiles(context, kept)
    throw error
  }
}

/** Gives the counts of files back that no item refers to. */
export async function dropFiles(context: Context, files: readonly KeptFile[]): Promise<void> {
  if (files.length === 0) return
  await context.db.transaction(async (unit) => {
    for (const { key } of files) {
      await unit.run('UPDATE stored_files SET refs = refs - 1 WHERE file_key = $1', [key])
    }
  })
  await removeUnused(context)
}

async function claimFile(context: Context, key: string, bytes: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const claimed = await context.db.transaction((unit) =>
      unit.run(
        `INSERT INTO stored_files (file_key, refs, bytes, claimed_at) VALUES ($1, 1, $2, $3)
         ON CONFLICT (file_key) DO UPDATE SET refs = stored_files.refs + 1, claimed_at = excluded.claimed_at
         WHERE stored_files.removing_at IS NULL`,
        [key, bytes, context.now()],
      ),
    )
    if (claimed === 1) return
    // Somebody is removing the same content just now; once it is gone it may be put there anew.
    await removeUnused(context)
    await delay(50)
  }
  throw failure('unavailable', 'The file cannot be stored just now; please try again.', { retryAfterSeconds: 30 })
}

/**
 * Removes the files that no item refers to: marked first, so that nobody counts on them meanwhile, then from the store,
 * then from the table. Answers how many. Safe to run in several processes, and again after a crash.
 */
export async function removeUnused(context: Context, signal?: AbortSignal): Promise<number> {
  let removed = 0
  while (!signal?.aborted) {
    const marked = await markUnused(context)
    if (marked.length === 0) break
    for (const key of marked) await context.clients.mediaStore.remove(key)
    await context.db.transaction((unit) =>
      unit.run(
        `DELETE FROM stored_files WHERE removing_at IS NOT NULL AND file_key IN (${placeholders(marked.length)})`,
        marked,
      ),
    )
    removed += marked.length
  }
  return removed
}

async function markUnused(context: Context): Promise<string[]> {
  const now = context.now()
  const unused = `refs <= 0 AND (removing_at IS NULL OR removing_at < $1)`
  const waiting = await context.db.read.get(`SELECT file_key FROM stored_files WHERE ${unused} LIMIT 1`, [
    now - removalLostMs,
  ])
  if (waiting === undefined) return []
  const marked = await context.db.transaction((unit) =>
    unit.all<{ fileKey: string }>(
      `UPDATE stored_files SET removing_at = $2 WHERE ${unused} AND file_key IN
         (SELECT file_key FROM stored_files WHERE ${unused} ORDER BY file_key LIMIT 50) RETURNING file_key`,
      [now - removalLostMs, now],
    ),
  )
  return marked.map((row) => row.fileKey)
}
