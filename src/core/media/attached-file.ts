import type { Reader } from '../../db/sql.ts'
import type { MediaAttachment } from './bind.ts'
import type { MediaFacts } from './facts.ts'
import type { HeldFile } from './held-media.ts'

/** One file of an item that something took, by the part it is of; undefined when it is not there, or has no such part. */
export async function findAttachedFile(
  reader: Reader,
  input: { type: MediaAttachment['type']; id: string; mediaId: string; part: keyof MediaFacts['files'] },
): Promise<HeldFile | undefined> {
  const { type, id, mediaId, part } = input
  const item = await reader.get<{ facts: string }>(
    'SELECT facts FROM media WHERE id = $1 AND attached_type = $2 AND attached_id = $3',
    [mediaId, type, id],
  )
  const name = item === undefined ? null : (JSON.parse(item.facts) as MediaFacts).files[part]
  if (name === null) return undefined
  return reader.get<HeldFile>(
    'SELECT name, file_key AS key, mime_type, bytes FROM media_files WHERE media_id = $1 AND name = $2',
    [mediaId, name],
  )
}
