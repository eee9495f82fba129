import { placeholders } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { recordDeletions } from '../deletions/index.ts'
import { wakeMediaKeeper } from './wake.ts'

const atATime = 50

/**
 * Removes items: rows and counts in this unit, the files that nobody refers to any more once it is committed. What a crash
 * leaves behind the sweep removes.
 */
export async function removeMedia(unit: Unit, context: Context, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += atATime) await removeSome(unit, ids.slice(start, start + atATime))
  await recordDeletions(unit, context, 'media', ids)
  if (ids.length > 0) unit.afterCommit(() => wakeMediaKeeper(context))
}

/**
 * Removes one item and what refers to it, because it was removed after the backup that brought it back. Answers false when
 * there is none.
 */
export async function removeAgain(unit: Unit, context: Context, id: string): Promise<boolean> {
  if ((await unit.get('SELECT id FROM media WHERE id = $1', [id])) === undefined) return false
  await unit.run('UPDATE users SET photo_id = NULL, photo_path = NULL WHERE photo_id = $1', [id])
  for (const table of ['post_media', 'message_media']) {
    await unit.run(`DELETE FROM ${table} WHERE media_id = $1`, [id])
  }
  await removeMedia(unit, context, [id])
  return true
}

async function removeSome(unit: Unit, ids: readonly string[]): Promise<void> {
  const list = placeholders(ids.length)
  await unit.run(
    `UPDATE stored_files SET refs = refs - (SELECT count(*) FROM media_files f
       WHERE f.file_key = stored_files.file_key AND f.media_id IN (${list}))
     WHERE file_key IN (SELECT f.file_key FROM media_files f WHERE f.media_id IN (${list}))`,
    ids,
  )
  await unit.run(
    `UPDATE media_usage SET
       files = files - (SELECT count(*) FROM media m WHERE m.owner_id = media_usage.owner_id AND m.id IN (${list})),
       bytes = bytes - (SELECT coalesce(sum(m.bytes), 0) FROM media m
         WHERE m.owner_id = media_usage.owner_id AND m.id IN (${list}))
     WHERE owner_id IN (SELECT m.owner_id FROM media m WHERE m.id IN (${list}))`,
    ids,
  )
  await unit.run(`DELETE FROM media_files WHERE media_id IN (${list})`, ids)
  await unit.run(`DELETE FROM media WHERE id IN (${list})`, ids)
}
