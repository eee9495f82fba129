import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const roots = new Map<string, string>()

/** A new empty folder of this process's tests; it goes when the process ends, however it ends. */
export function temporaryFolder(prefix = 'folder'): Promise<string> {
  return mkdtemp(join(rootFolder(tmpdir()), `${prefix}-`))
}

/**
 * The same in memory where the machine has room for it (Linux's /dev/shm): for databases, which wait for the disk at
 * every commit. What the tests see is the same; only the disk's slowness is missing.
 */
export function memoryFolder(prefix = 'folder'): Promise<string> {
  return mkdtemp(join(rootFolder(placeInMemory(1)), `${prefix}-`))
}

const gigabyte = 1024 ** 3

/** Where files of tests live in memory; on the disk where less than so many GB are free there. */
export function placeInMemory(gigabytes: number): string {
  const place = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(place)
    return bavail * bsize >= gigabytes * gigabyte ? place : tmpdir()
  } catch {
    return tmpdir()
  }
}

function rootFolder(place: string): string {
  const known = roots.get(place)
  if (known !== undefined) return known
  const made = mkdtempSync(join(place, 'momentum-test-'))
  process.once('exit', () => rmSync(made, { recursive: true, force: true, maxRetries: 3 }))
  roots.set(place, made)
  return made
}
