import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'

// What is received and not yet in the store lies in `<data>/incoming`: `<uuid>.part` while it is received or looked at,
// `<uuid>` the folder of what is made of it, `<media id>.source` until it is converted, `tus/` resumable uploads.

/** The folder for what is being received, made when it is not there. */
export async function incomingFolder(context: Pick<Context, 'instance'>): Promise<string> {
  const folder = join(context.instance.dataFolder, 'incoming')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** A path for a file or folder that nobody else uses. */
export async function newIncomingPath(context: Pick<Context, 'instance'>, ending = ''): Promise<string> {
  return join(await incomingFolder(context), `${randomUUID()}${ending}`)
}

/** Where the source of an item that waits for its conversion lies. */
export function sourcePath(context: Pick<Context, 'instance'>, source: string): string {
  return join(context.instance.dataFolder, 'incoming', source)
}

/** Removes what was received longer ago than `olderThanMs` and that no item waits for; answers how much there was. */
export async function removeAbandoned(context: Context, olderThanMs: number): Promise<number> {
  const folder = await incomingFolder(context)
  const waiting = await context.db.read.all<{ source: string }>(
    'SELECT source FROM media WHERE source IS NOT NULL LIMIT 10000',
  )
  const needed = new Set(waiting.map((row) => row.source))
  const resumable = await readdir(join(folder, 'tus')).catch(() => [])
  const names = [...(await readdir(folder)), ...resumable.map((name) => join('tus', name))]
  let removed = 0
  for (const name of names) {
    if (name === 'tus' || needed.has(name)) continue
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    // By the clock of the file system, which wrote the time: not by ours.
    if (found === undefined || Date.now() - found.mtimeMs < olderThanMs) continue
    await rm(path, { recursive: true, force: true })
    removed += 1
  }
  return removed
}
