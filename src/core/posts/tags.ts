import { placeholders, tuples } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { parseCaption } from '../../lib/captions.ts'

/** Makes the tags of a post those of its caption. */
export async function setTags(unit: Unit, postId: string, caption: string, before = ''): Promise<void> {
  const wanted = tagsOf(caption)
  const had = tagsOf(before)
  const gone = [...had].filter((key) => !wanted.has(key))
  const added = [...wanted].filter((key) => !had.has(key)).sort()
  if (gone.length > 0) {
    const list = placeholders(gone.length, 2)
    await unit.run(`DELETE FROM post_tags WHERE post_id = $1 AND tag_key IN (${list})`, [postId, ...gone])
  }
  if (added.length > 0) {
    await unit.run(
      `INSERT INTO post_tags (tag_key, post_id) VALUES ${tuples(added.length, 2)} ON CONFLICT DO NOTHING`,
      added.flatMap((key) => [key, postId]),
    )
  }
}

function tagsOf(caption: string): Set<string> {
  return new Set(parseCaption(caption).tags.map(({ key }) => key))
}
