import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../../lib/errors.ts'
import type { Context } from '../context.ts'
import type { MediaFacts } from './facts.ts'
import { newIncomingPath } from './incoming.ts'

const batch = 50
const mostAtOnce = 2000

/**
 * Computes the perceptual hashes of pictures that were stored before there were any, some thousand at a time; answers how
 * many were looked at. What cannot be hashed is marked as having none.
 */
export async function hashStoredMedia(context: Context, signal?: AbortSignal): Promise<number> {
  let looked = 0
  while (looked < mostAtOnce && !signal?.aborted) {
    const some = await context.db.read.all<{ id: string; facts: string }>(
      `SELECT id, facts FROM media WHERE perceptual_hashes IS NULL AND state = 'ready' ORDER BY id LIMIT ${batch}`,
    )
    for (const { id, facts } of some) {
      if (signal?.aborted) return looked
      const hashes = await hashOne(context, id, JSON.parse(facts) as MediaFacts)
      await context.write(async (unit) => {
        await unit.run('UPDATE media SET perceptual_hashes = $2 WHERE id = $1', [id, hashes])
        await unit.run('UPDATE held_media SET perceptual_hashes = $2 WHERE media_id = $1', [id, hashes])
      })
      looked += 1
    }
    if (some.length < batch) break
  }
  return looked
}

async function hashOne(context: Context, id: string, { kind, files }: MediaFacts): Promise<string> {
  const name = kind === 'video' ? files.poster : (files.medium ?? files.main)
  if (name === null) return ''
  const file = await context.db.read.get<{ fileKey: string }>(
    'SELECT file_key FROM media_files WHERE media_id = $1 AND name = $2',
    [id, name],
  )
  const opened = file === undefined ? null : await context.clients.mediaStore.open(file.fileKey)
  if (opened === null) return ''
  const path = await newIncomingPath(context)
  try {
    await pipeline(opened.stream, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
    return (await context.clients.mediaTools.hashPicture(path)).join(' ')
  } catch (error) {
    // One picture that no longer decodes must not keep the others; a machine that is busy is asked again.
    if (!(error instanceof Failure) || error.kind !== 'invalid') throw error
    context.log.warn({ err: error, mediaId: id }, 'a stored picture could not be hashed')
    return ''
  } finally {
    await rm(path, { force: true })
  }
}
