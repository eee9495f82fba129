import { randomUUID } from 'node:crypto'
import { constants, createWriteStream } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { checkStore } from './check-store.ts'
import { asStoreFailure } from './failures.ts'
import { assertStoreKey } from './keys.ts'
import type { MediaStore, StoredFile } from './types.ts'

// A name that no key can have, on the same file system as the files, so that a rename is all it takes to appear.
const incoming = '.incoming'
const abandonedAfterMs = 3_600_000

/**
 * Opens (and makes, readable by us alone) a folder as a store. What an earlier process left half-written there is
 * removed once it is an hour old.
 */
export async function openFolderStore(root: string): Promise<MediaStore> {
  await mkdir(join(root, incoming), { recursive: true, mode: 0o700 })
  await removeAbandoned(join(root, incoming))
  const pathOf = (key: string) => {
    assertStoreKey(key)
    return join(root, key)
  }

  const store: MediaStore = {
    kind: 'folder',
    async put(key, source, { move = false } = {}) {
      const target = pathOf(key)
      const draft = join(root, incoming, randomUUID())
      try {
        await write(draft, source, move)
        const bytes = await syncFile(draft)
        await mkdir(dirname(target), { recursive: true, mode: 0o700 })
        await rename(draft, target)
        await syncFolder(dirname(target))
        return { key, bytes }
      } catch (error) {
        await rm(draft, { force: true })
        throw asStoreFailure(error)
      }
    },
    async open(key, range) {
      // O_NOFOLLOW: nobody but us writes here, and we write no links.
      const file = await orNull(open(pathOf(key), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)))
      if (!file) return null
      const { size } = await file.stat()
      const start = range?.start ?? 0
      const end = Math.min(range?.end ?? size - 1, size - 1)
      if (range && start >= size) {
        await file.close()
        throw new RangeError('the range starts past the end of the file')
      }
      if (size === 0) {
        await file.close()
        return { stream: Readable.from([]), length: 0, size }
      }
      return { stream: file.createReadStream({ start, end }), length: end - start + 1, size }
    },
    async stat(key) {
      const found = await orNull(stat(pathOf(key)))
      return found ? { key, bytes: found.size } : null
    },
    linkTo: (key, path) =>
      link(pathOf(key), path).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (cannotLink.has(error.code ?? '')) return false
          throw asStoreFailure(error)
        },
      ),
    async remove(key) {
      const path = pathOf(key)
      await rm(path, { force: true })
      if (await orNull(stat(dirname(path)))) await syncFolder(dirname(path))
    },
    list: (prefix = '') => walk(root, '', prefix),
    async usage() {
      const sum = { files: 0, bytes: 0 }
      for await (const file of store.list()) {
        sum.files += 1
        sum.bytes += file.bytes
      }
      return sum
    },
    async freeBytes() {
      const { bavail, bsize } = await statfs(root)
      return bavail * bsize
    },
    check: () => checkStore(store),
  }
  return store
}

/** Another disk, a file system without links, a file that has all the names it may have, or no such file. */
const cannotLink = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'ENOENT'])

async function write(draft: string, source: string | Readable, move: boolean): Promise<void> {
  if (typeof source !== 'string') {
    await pipeline(source, createWriteStream(draft, { flags: 'wx', mode: 0o600 }))
    return
  }
  if (move) {
    const moved = await rename(source, draft).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EXDEV') return false
        throw error
      },
    )
    if (moved) return
  }
  await copyFile(source, draft, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  if (move) await rm(source, { force: true })
}

// Acknowledged is durable: the bytes first, then the name.
async function syncFile(path: string): Promise<number> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows has no handle for a folder that could be synced.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function* walk(root: string, folder: string, prefix: string): AsyncGenerator<StoredFile> {
  const entries = (await orNull(readdir(join(root, folder), { withFileTypes: true }))) ?? []
  for (const entry of entries) {
    const key = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) {
      const inside = `${key}/`
      if (inside.startsWith(prefix) || prefix.startsWith(inside)) yield* walk(root, key, prefix)
    } else if (key.startsWith(prefix)) {
      const found = await orNull(stat(join(root, key)))
      if (found) yield { key, bytes: found.size }
    }
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await orNull(stat(path))
    if (found && Date.now() - found.mtimeMs > abandonedAfterMs) await rm(path, { recursive: true, force: true })
  }
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}
