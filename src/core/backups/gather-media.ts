import { createWriteStream } from 'node:fs'
import { appendFile, link, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { placeholders, type Reader } from '../../db/sql.ts'
import { fileReferences } from '../media/index.ts'
import type { BackupParts } from './parts.ts'

/** A file that rows of the database refer to. */
export interface ReferredFile {
  fileKey: string
  bytes: number
}

const atATime = 500

const nextOf = (table: string): string =>
  `SELECT file_key, max(bytes) AS bytes FROM ${table} WHERE file_key > $1 GROUP BY file_key ORDER BY file_key LIMIT $2`

/** Every file that items and held items refer to, by its key. */
export async function* referredFiles(reader: Reader): AsyncGenerator<ReferredFile[]> {
  for (let after = ''; ; ) {
    const some = await reader.all<ReferredFile>(
      `SELECT file_key, max(bytes) AS bytes FROM (
         SELECT * FROM (${nextOf('media_files')}) m UNION ALL SELECT * FROM (${nextOf('held_media_files')}) h) f
       GROUP BY file_key ORDER BY file_key LIMIT $2`,
      [after, atATime],
    )
    if (some.length > 0) yield some
    if (some.length < atATime) return
    after = some.at(-1)!.fileKey
  }
}

export interface GatherOptions {
  /** The media folder of the backup that is being made. */
  folder: string
  /** The media folder of an earlier backup beside it, whose files need not be copied again. */
  earlier: string | null
  signal?: AbortSignal | undefined
  onProgress?: ((files: number) => void) | undefined
}

/**
 * Puts the files that a state of the database refers to into the backup: as further names of the same files where the disk
 * is the same, as copies elsewhere. With `list` each is written down there. Answers what the store does not have.
 */
export async function gatherMedia(
  parts: BackupParts,
  reader: Reader,
  options: GatherOptions & { list?: string },
): Promise<{ files: number; bytes: number; missing: string[] }> {
  const found = { files: 0, bytes: 0, missing: [] as string[] }
  for await (const some of referredFiles(reader)) {
    const lines: string[] = []
    for (const { fileKey, bytes } of some) {
      options.signal?.throwIfAborted()
      const kept = await keepFile(parts, fileKey, options)
      if (kept === null) found.missing.push(fileKey)
      else {
        found.files += 1
        found.bytes += kept
        lines.push(`${JSON.stringify({ key: fileKey, bytes })}\n`)
      }
      options.onProgress?.(found.files)
    }
    if (options.list !== undefined) await appendFile(options.list, lines.join(''), { mode: 0o600 })
  }
  return found
}

// Content never changes under a key, so a file that is there with that name is the right one.
async function keepFile(parts: BackupParts, key: string, options: GatherOptions): Promise<number | null> {
  const path = join(options.folder, key)
  const there = await sizeOf(path)
  if (there !== null) return there
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  if (options.earlier !== null && (await linked(join(options.earlier, key), path))) return sizeOf(path)
  if (await parts.mediaStore.linkTo(key, path)) return sizeOf(path)
  const opened = await parts.mediaStore.open(key)
  if (opened === null) return null
  const draft = `${path}.part`
  await pipeline(opened.stream, createWriteStream(draft, { mode: 0o600, flush: true }))
  await link(draft, path)
  await rm(draft)
  return opened.size
}

/** Removes from the backup what the state that it is of does not refer to; deleted files must not come along. */
export async function dropUnreferred(reader: Reader, folder: string): Promise<number> {
  let dropped = 0
  let keys: string[] = []
  const drop = async (): Promise<void> => {
    if (keys.length === 0) return
    const known = await reader.all<{ fileKey: string }>(
      `SELECT DISTINCT file_key FROM ${fileReferences} r WHERE file_key IN (${placeholders(keys.length)})`,
      keys,
    )
    const kept = new Set(known.map(({ fileKey }) => fileKey))
    for (const key of keys.filter((one) => !kept.has(one))) {
      await rm(join(folder, key), { force: true })
      dropped += 1
    }
    keys = []
  }
  for await (const key of filesBelow(folder, '')) {
    keys.push(key)
    if (keys.length === atATime) await drop()
  }
  await drop()
  return dropped
}

async function* filesBelow(root: string, folder: string): AsyncGenerator<string> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const entry of entries) {
    const key = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* filesBelow(root, key)
    else yield key
  }
}

/** Makes a further name of a file; false where that is not possible. */
export function linked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    () => false,
  )
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  )
}
