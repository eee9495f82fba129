import { placeholders } from '../../db/sql.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { itemOf, type MediaItem, type MediaRow, mediaById } from './facts.ts'

/** One of a person's own items. Throws `not_found` for everybody else's. */
export async function readOwnMedia(context: Context, ownerId: string, mediaId: string): Promise<MediaItem> {
  const row = await context.db.read.row(mediaById, [mediaId])
  if (row === undefined || row.ownerId !== ownerId) throw notFound()
  return itemOf(row)
}

/** Items by id, each with its owner; what is gone is left out. At most some hundred at once. */
export async function listOwnMedia(
  context: Pick<Context, 'db'>,
  ids: readonly string[],
): Promise<{ ownerId: string; item: MediaItem }[]> {
  if (ids.length === 0) return []
  const rows = await context.db.read.all<MediaRow>(
    `SELECT id, owner_id, public_path, facts FROM media WHERE id IN (${placeholders(ids.length)})`,
    ids,
  )
  return rows.map((row) => ({ ownerId: row.ownerId, item: itemOf(row) }))
}
