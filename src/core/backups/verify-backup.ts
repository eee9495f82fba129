import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { inspectCopy, readCopy } from '../../db/transfer/index.ts'
import { hashFile } from '../../lib/content-key.ts'
import { Failure } from '../../lib/errors.ts'
import { referredFiles } from './gather-media.ts'
import { type BackupManifest, mediaListFile, readManifest } from './manifest.ts'
import { stageDatabase } from './stage-backup.ts'

/** What was looked at, and everything that is wrong. */
export interface VerifiedBackup {
  manifest: BackupManifest
  tables: number
  rows: number
  mediaFiles: number
  problems: string[]
}

export interface VerifyOptions {
  signal?: AbortSignal | undefined
  onProgress?: ((what: 'database' | 'media', done: number, total: number) => void) | undefined
}

/** Problems beyond this many are counted, not listed. */
const mostProblems = 50

/**
 * Proves a backup by restoring it into a temporary folder beside it: the checksum of every file, the pages and references
 * of the restored database, the number of rows of every table, the content of every picture and video, and that rows and
 * media agree. Throws when there is no backup, or none that can be read.
 */
export async function verifyBackup(folder: string, options: VerifyOptions = {}): Promise<VerifiedBackup> {
  const manifest = await readManifest(folder)
  const problems = new Problems()
  await checkFiles(folder, manifest, problems, options)
  const temporary = await mkdtemp(join(dirname(folder), '.verify-'))
  try {
    const file = join(temporary, 'momentum.db')
    const staged = await stageDatabase(folder, manifest, file).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof Failure)) throw error
        problems.add(error.message)
        return false
      },
    )
    const rows = staged ? await checkDatabase(file, manifest, problems) : 0
    const listed = await checkMedia(folder, manifest, problems, options)
    if (staged) await checkAgreement(file, manifest, listed, problems)
    return { manifest, tables: manifest.tables.length, rows, mediaFiles: listed.size, problems: problems.list() }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

class Problems {
  readonly #found: string[] = []
  #more = 0

  add(problem: string): void {
    if (this.#found.length < mostProblems) this.#found.push(problem)
    else this.#more += 1
  }

  list(): string[] {
    return this.#more === 0 ? this.#found : [...this.#found, `and ${this.#more} more`]
  }
}

async function checkFiles(
  folder: string,
  manifest: BackupManifest,
  problems: Problems,
  { signal, onProgress }: VerifyOptions,
): Promise<void> {
  for (const [index, { path, bytes, sha256 }] of manifest.files.entries()) {
    signal?.throwIfAborted()
    const found = await stat(join(folder, path)).catch(() => null)
    if (found === null) problems.add(`${path} is missing`)
    else if (found.size !== bytes) problems.add(`${path} has ${found.size} bytes instead of ${bytes}`)
    else if ((await hashFile(join(folder, path))) !== sha256) problems.add(`${path} was changed: its checksum differs`)
    onProgress?.('database', index + 1, manifest.files.length)
  }
}

async function checkDatabase(file: string, manifest: BackupManifest, problems: Problems): Promise<number> {
  const contents = await inspectCopy(file).catch((error: Error) => {
    problems.add(`the database cannot be read: ${error.message}`)
    return null
  })
  if (contents === null) return 0
  for (const problem of contents.problems) problems.add(`the database: ${problem}`)
  const found = new Map(contents.tables.map(({ table, rows }) => [table, rows]))
  for (const { table, rows } of manifest.tables) {
    if (found.get(table) !== rows) problems.add(`${table} has ${found.get(table) ?? 'no'} rows instead of ${rows}`)
  }
  return contents.tables.reduce((sum, { rows }) => sum + rows, 0)
}

// The name of a file is the hash of its content, so that nothing more is needed to know whether it is right.
async function checkMedia(
  folder: string,
  manifest: BackupManifest,
  problems: Problems,
  { signal, onProgress }: VerifyOptions,
): Promise<Set<string>> {
  const keys = new Set<string>()
  const stream = createReadStream(join(folder, mediaListFile))
  const opened = await new Promise<boolean>((resolve) => {
    stream.once('open', () => resolve(true)).once('error', () => resolve(false))
  })
  // That it is missing was said already.
  if (!opened) return keys
  for await (const line of createInterface({ input: stream })) {
    signal?.throwIfAborted()
    const { key } = JSON.parse(line) as { key: string }
    keys.add(key)
    const expected = /([0-9a-f]{64})\.[a-z0-9]+$/.exec(key)?.[1]
    const hash = await hashFile(join(folder, 'media', key)).catch(() => null)
    if (hash === null) problems.add(`media/${key} is missing`)
    else if (hash !== expected) problems.add(`media/${key} was changed: its content differs from its name`)
    onProgress?.('media', keys.size, manifest.media.files)
  }
  if (keys.size !== manifest.media.files) {
    problems.add(`there are ${keys.size} media files instead of ${manifest.media.files}`)
  }
  return keys
}

async function checkAgreement(
  file: string,
  manifest: BackupManifest,
  listed: ReadonlySet<string>,
  problems: Problems,
): Promise<void> {
  const missing = new Set(manifest.media.missing)
  for (const key of missing) problems.add(`media/${key} was missing from the installation already`)
  await readCopy(file, async (reader) => {
    for await (const some of referredFiles(reader)) {
      for (const { fileKey } of some) {
        if (!listed.has(fileKey) && !missing.has(fileKey))
          problems.add(`rows refer to media/${fileKey}, which is not there`)
      }
    }
  }).catch((error: Error) => problems.add(`the database cannot be read: ${error.message}`))
}
