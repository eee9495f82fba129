import { copyFile, mkdir, open, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reader } from '../../db/sql.ts'
import { placeholders } from '../../db/sql.ts'
import { describeTables, finishCopy, readCopy, writeRowFile } from '../../db/transfer/index.ts'
import { isoTime } from '../../lib/clock.ts'
import { hashFile } from '../../lib/content-key.ts'
import { Failure } from '../../lib/errors.ts'
import { fileReferences } from '../media/index.ts'
import { dropUnreferred, gatherMedia } from './gather-media.ts'
import { listBackups } from './list-backups.ts'
import {
  type BackupManifest,
  backupFormat,
  databaseFile,
  manifestFile,
  manifestText,
  mediaListFile,
  secretsFile,
} from './manifest.ts'
import { type BackupParts, leftOutTables } from './parts.ts'

export interface CreateBackupOptions {
  /** The folder that holds the backups; made when it is not there. */
  folder: string
  /** The file with the installation's keys when they shall be in the backup; null leaves them out. */
  secrets: string | null
  signal?: AbortSignal | undefined
  onProgress?: ((what: 'database' | 'media', done: number) => void) | undefined
}

/** A backup that is whole, and where it is. */
export interface CreatedBackup {
  folder: string
  manifest: BackupManifest
}

/** So often the state is taken anew when something that it refers to was deleted before its files were kept. */
const mostStates = 4

/**
 * Makes a backup while everything goes on: one state of the database that holds every write acknowledged before the
 * start, and the media which that state refers to. It appears under its name when it is whole and on the disk. Throws
 * `storage_full` when there is no room for it, and the signal's reason once that ends it.
 */
export async function createBackup(parts: BackupParts, options: CreateBackupOptions): Promise<CreatedBackup> {
  const createdAt = isoTime(parts.now())
  const name = createdAt.slice(0, 19).replaceAll(':', '-')
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  await requireRoom(parts, options.folder)
  const earlier = (await listBackups(options.folder)).at(0)
  const draft = join(options.folder, `.${name}.part`)
  await mkdir(draft, { mode: 0o700 })
  try {
    const media = {
      folder: join(draft, 'media'),
      earlier: earlier === undefined ? null : join(earlier.folder, 'media'),
      signal: options.signal,
      onProgress: (files: number) => options.onProgress?.('media', files),
    }
    await mkdir(media.folder, { mode: 0o700 })
    // First what is there now, so that little is left to keep once the state is taken.
    await gatherMedia(parts, parts.db.read, media)
    const state = await takeState(parts, draft, media, options)
    if (options.secrets !== null) await copyFile(options.secrets, join(draft, secretsFile))
    const manifest: BackupManifest = {
      format: backupFormat,
      name,
      createdAt,
      version: parts.version,
      database: parts.db.dialect,
      ...state,
      leftOut: state.tables.map(({ table }) => table).filter((table) => leftOutTables.includes(table)),
      files: [
        ...state.files,
        await sealed(draft, mediaListFile),
        ...(options.secrets === null ? [] : [await sealed(draft, secretsFile)]),
      ],
      secrets: options.secrets !== null,
    }
    await writeDurably(join(draft, manifestFile), manifestText(manifest))
    const folder = await appear(draft, options.folder, name)
    return { folder, manifest }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

type State = Pick<BackupManifest, 'schema' | 'tables' | 'files' | 'media'>
type MediaOptions = Parameters<typeof gatherMedia>[2]

async function takeState(
  parts: BackupParts,
  draft: string,
  media: MediaOptions,
  options: CreateBackupOptions,
): Promise<State> {
  for (let states = 1; ; states += 1) {
    options.signal?.throwIfAborted()
    const list = join(draft, mediaListFile)
    await writeFile(list, '', { mode: 0o600 })
    const keepMedia = async (reader: Reader): Promise<State['media']> => {
      const found = await gatherMedia(parts, reader, { ...media, list })
      await dropUnreferred(reader, media.folder)
      return found
    }
    const state = await (parts.db.dialect === 'sqlite' ? copyFileOf : copyRowsOf)(parts, draft, keepMedia, options)
    const deleted = await deletedMeanwhile(parts.db.read, state.media.missing)
    if (deleted === 0 || states === mostStates) return state
    for (const { path } of state.files) await rm(join(draft, path), { force: true })
  }
}

// A file that the newest state does not refer to either was deleted after the one that was taken, and is not lost.
async function deletedMeanwhile(reader: Reader, missing: readonly string[]): Promise<number> {
  if (missing.length === 0) return 0
  const some = missing.slice(0, 500)
  const known = await reader.all<{ fileKey: string }>(
    `SELECT DISTINCT file_key FROM ${fileReferences} r WHERE file_key IN (${placeholders(some.length)})`,
    some,
  )
  return some.length - known.length
}

type KeepMedia = (reader: Reader) => Promise<State['media']>

async function copyFileOf(
  parts: BackupParts,
  draft: string,
  keepMedia: KeepMedia,
  { signal }: CreateBackupOptions,
): Promise<State> {
  const file = join(draft, databaseFile)
  await parts.db.copyTo(file, signal)
  const contents = await finishCopy(file, leftOutTables, signal)
  if (contents.problems.length > 0) {
    throw new Failure('conflict', 'database_damaged', `The database is damaged: ${contents.problems.join('; ')}.`)
  }
  const media = await readCopy(file, keepMedia)
  return { schema: contents.schema, tables: contents.tables, files: [await sealed(draft, databaseFile)], media }
}

async function copyRowsOf(
  parts: BackupParts,
  draft: string,
  keepMedia: KeepMedia,
  options: CreateBackupOptions,
): Promise<State> {
  await mkdir(join(draft, 'rows'), { recursive: true, mode: 0o700 })
  return parts.db.snapshot(async (reader) => {
    const tables: State['tables'] = []
    const files: State['files'] = []
    let done = 0
    for (const table of await describeTables(reader)) {
      options.signal?.throwIfAborted()
      if (leftOutTables.includes(table.name)) {
        tables.push({ table: table.name, rows: 0 })
        continue
      }
      const path = `rows/${table.name}.ndjson.gz`
      const { rows, bytes, sha256 } = await writeRowFile(reader, table, join(draft, path))
      tables.push({ table: table.name, rows })
      files.push({ path, bytes, sha256, table: table.name })
      done += rows
      options.onProgress?.('database', done)
    }
    const schema = await reader.all<{ name: string }>('SELECT name FROM migrations ORDER BY name')
    return { schema: schema.map(({ name }) => name), tables, files, media: await keepMedia(reader) }
  })
}

async function sealed(draft: string, path: string): Promise<State['files'][number]> {
  const file = join(draft, path)
  await sync(file)
  return { path, bytes: (await stat(file)).size, sha256: await hashFile(file) }
}

async function writeDurably(file: string, content: string): Promise<void> {
  await writeFile(file, content, { flag: 'wx', mode: 0o600 })
  await sync(file)
}

async function appear(draft: string, folder: string, name: string): Promise<string> {
  await sync(draft)
  // Two in one second, which only tests make, get a number.
  for (let turn = 1; ; turn += 1) {
    const target = join(folder, turn === 1 ? name : `${name}-${turn}`)
    try {
      await rename(draft, target)
      await sync(folder)
      return target
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

// Better said before than after an hour of writing. What the media take is not known before: most are links.
async function requireRoom(parts: BackupParts, folder: string): Promise<void> {
  if (parts.db.dialect !== 'sqlite') return
  const pages = await parts.db.read.get<{ bytes: number }>(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()',
  )
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize > pages!.bytes * 1.1) return
  throw new Failure(
    'storage_full',
    'storage_full',
    `There is no room for a backup in ${folder}: it takes ${pages!.bytes} bytes, and ${bavail * bsize} are free.`,
  )
}
