import { placeholders, type Reader } from '../../db/sql.ts'
import type { MediaAttachment } from './bind.ts'
import type { MediaFacts } from './facts.ts'
import { exactHashesIn, hashesIn } from './held-media.ts'

/** The hashes of the files and looks of what is attached to several of a kind, by the id of what it is attached to. */
export async function attachedHashes(
  reader: Reader,
  type: MediaAttachment['type'],
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  if (ids.length === 0) return found
  const rows = await reader.all<{ attachedId: string; hashes: string | null; fileKey: string | null }>(
    `SELECT m.attached_id, m.perceptual_hashes AS hashes, f.file_key FROM media m
     LEFT JOIN media_files f ON f.media_id = m.id
     WHERE m.attached_type = $1 AND m.attached_id IN (${placeholders(ids.length, 2)})`,
    [type, ...ids],
  )
  for (const { attachedId, hashes, fileKey } of rows) {
    const more = [...exactHashesIn(fileKey ?? ''), ...hashesIn(hashes)]
    found.set(attachedId, [...new Set([...(found.get(attachedId) ?? []), ...more])])
  }
  return found
}

/** The words that say what is attached to several of a kind shows, by the id of what it is attached to. */
export async function attachedWords(
  reader: Reader,
  type: MediaAttachment['type'],
  ids: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  if (ids.length === 0) return found
  const rows = await reader.all<{ attachedId: string; facts: string }>(
    `SELECT attached_id, facts FROM media
     WHERE attached_type = $1 AND attached_id IN (${placeholders(ids.length, 2)}) ORDER BY attached_id, id`,
    [type, ...ids],
  )
  for (const { attachedId, facts } of rows) {
    const { alt } = JSON.parse(facts) as MediaFacts
    if (alt !== null) found.set(attachedId, `${found.get(attachedId) ?? ''}\n${alt}`)
  }
  return found
}
