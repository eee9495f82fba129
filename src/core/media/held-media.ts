import { placeholders, type Reader } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import type { MediaFacts } from './facts.ts'
import { wakeMediaKeeper } from './wake.ts'

/** What holds items that may go otherwise: `evidence` and the id of the piece. */
export interface MediaHolder {
  type: 'evidence'
  id: string
}

/** An item as it was when it was held. */
export interface HeldMedia {
  id: string
  holderId: string
  /** The item it was; it may be gone. */
  mediaId: string
  facts: MediaFacts
  /** What a filter of the kind `image` takes: the SHA-256 of its main file (64 digits), and those of its pixels (16). */
  hashes: string[]
}

/** One file of a held item. */
export interface HeldFile {
  name: string
  key: string
  mimeType: string
  bytes: number
}

interface ItemRow {
  id: string
  facts: string
  perceptualHashes: string | null
}

/**
 * Holds items with their files as they are now, in the order given: whatever becomes of the items, the files stay until
 * `releaseHeldMedia`. Items that are gone or not ready are left out. Counts against nobody's room.
 */
export async function holdMedia(
  unit: Unit,
  context: Context,
  input: { mediaIds: readonly string[]; holder: MediaHolder },
): Promise<void> {
  const { mediaIds, holder } = input
  if (mediaIds.length === 0) return
  await lockFilesOf(unit, mediaIds)
  const items = await unit.all<ItemRow>(
    `SELECT id, facts, perceptual_hashes FROM media WHERE state = 'ready' AND id IN (${placeholders(mediaIds.length)})`,
    mediaIds,
  )
  for (const [position, mediaId] of mediaIds.entries()) {
    const item = items.find(({ id }) => id === mediaId)
    if (item === undefined) continue
    const id = newId(context.now())
    await unit.run(
      `INSERT INTO held_media (id, holder_type, holder_id, position, media_id, facts, perceptual_hashes, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, holder.type, holder.id, position, mediaId, item.facts, item.perceptualHashes, context.now()],
    )
    await unit.run(
      `INSERT INTO held_media_files (held_id, name, file_key, mime_type, bytes)
       SELECT $1, name, file_key, mime_type, bytes FROM media_files WHERE media_id = $2`,
      [id, mediaId],
    )
    await unit.run(
      `UPDATE stored_files SET refs = refs + (SELECT count(*) FROM held_media_files f
         WHERE f.file_key = stored_files.file_key AND f.held_id = $1)
       WHERE file_key IN (SELECT f.file_key FROM held_media_files f WHERE f.held_id = $1)`,
      [id],
    )
  }
}

// Whoever removes an item counts its files down first: with these rows held, the item either is gone by the next statement
// or stays until the end of this unit.
async function lockFilesOf(unit: Unit, mediaIds: readonly string[]): Promise<void> {
  if (unit.dialect !== 'postgres') return
  await unit.all(
    `SELECT file_key FROM stored_files WHERE file_key IN
       (SELECT file_key FROM media_files WHERE media_id IN (${placeholders(mediaIds.length)}))
     ORDER BY file_key FOR UPDATE`,
    mediaIds,
  )
}

/** Lets go of what holders held; files that nothing refers to any more are removed once the unit is committed. */
export async function releaseHeldMedia(
  unit: Unit,
  context: Context,
  type: MediaHolder['type'],
  holderIds: readonly string[],
): Promise<void> {
  let released = 0
  for (const holderId of holderIds) {
    const held = `SELECT id FROM held_media WHERE holder_type = $1 AND holder_id = $2`
    await unit.run(
      `UPDATE stored_files SET refs = refs - (SELECT count(*) FROM held_media_files f
         WHERE f.file_key = stored_files.file_key AND f.held_id IN (${held}))
       WHERE file_key IN (SELECT f.file_key FROM held_media_files f WHERE f.held_id IN (${held}))`,
      [type, holderId],
    )
    await unit.run(`DELETE FROM held_media_files WHERE held_id IN (${held})`, [type, holderId])
    released += await unit.run('DELETE FROM held_media WHERE holder_type = $1 AND holder_id = $2', [type, holderId])
  }
  if (released > 0) unit.afterCommit(() => wakeMediaKeeper(context))
}

/** What holders hold, in its order; at most 500 holders. */
export async function readHeldMedia(
  reader: Reader,
  type: MediaHolder['type'],
  holderIds: readonly string[],
): Promise<HeldMedia[]> {
  if (holderIds.length === 0) return []
  const rows = await reader.all<Omit<HeldMedia, 'facts' | 'hashes'> & ItemRow & { files: string | null }>(
    `SELECT id, holder_id, media_id, facts, perceptual_hashes,
       (SELECT string_agg(f.name || '=' || f.file_key, ' ') FROM held_media_files f WHERE f.held_id = held_media.id) AS files
     FROM held_media
     WHERE holder_type = $1 AND holder_id IN (${placeholders(holderIds.length, 2)}) ORDER BY holder_id, position`,
    [type, ...holderIds],
  )
  return rows.map(({ facts: text, perceptualHashes, files, ...row }) => {
    const facts = JSON.parse(text) as MediaFacts
    const main = files?.split(' ').find((file) => file.startsWith(`${facts.files.main}=`))
    return { ...row, facts, hashes: [...exactHashesIn(main ?? ''), ...hashesIn(perceptualHashes)] }
  })
}

/** One file of a held item, by its name. */
export function findHeldFile(reader: Reader, heldId: string, name: string): Promise<HeldFile | undefined> {
  return reader.get<HeldFile>(
    'SELECT name, file_key AS key, mime_type, bytes FROM held_media_files WHERE held_id = $1 AND name = $2',
    [heldId, name],
  )
}

/** The SHA-256 of content in the key of its file, which is named by it. */
export function exactHashesIn(fileKey: string): string[] {
  return /([0-9a-f]{64})\.\w+$/.exec(fileKey)?.slice(1) ?? []
}

/** The perceptual hashes as they are stored with an item. */
export function hashesIn(text: string | null): string[] {
  return text === null || text === '' ? [] : text.split(' ')
}

/** Every reference to a stored file, as rows of `file_key` and `bytes`, for queries that ask what is in use. */
export const fileReferences =
  '(SELECT file_key, bytes FROM media_files UNION ALL SELECT file_key, bytes FROM held_media_files)'
