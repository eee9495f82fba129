import { tagKey } from '../../lib/captions.ts'
import type { Page } from '../../lib/cursor.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { visiblePersonSql } from '../people/index.ts'
import { type ListInput, postPage, startOf } from './list.ts'
import { openPostSql, type PlacedPost, postQuery, readPlaced } from './post-rows.ts'

const tagged = postQuery(
  `SELECT t.post_id AS id, t.post_id AS place FROM post_tags t
     JOIN posts p ON p.id = t.post_id JOIN users a ON a.id = p.author_id
   WHERE t.tag_key = $2 AND t.post_id < $3 AND ${openPostSql} AND ${visiblePersonSql('a', '$1')}
   ORDER BY t.post_id DESC LIMIT $4`,
)

/** Public posts with a tag, newest first; none for a tag that nobody uses. Throws `cursor_invalid`. */
export async function listTagPosts(context: Context, tag: string, input: ListInput): Promise<Page<PlacedPost>> {
  const { userId } = personOf(context.actor)
  const key = tagKey(tag)
  const list = `tag:${key}`
  const rows = await readPlaced(context.db.read, tagged, [userId, key, startOf(context, list, input), input.limit + 1])
  return postPage(context, list, rows, input.limit)
}
