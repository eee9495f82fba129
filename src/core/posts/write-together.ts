import { rowQuery } from '../../db/sql.ts'
import { type Together, together, type Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import { tellMentions } from './mentions.ts'
import { mayCommentSql, visiblePostSql } from './post-rows.ts'

// A post that many talk about gets comments at the same moment. On SQLite those that wait together are looked up, stored
// and counted by three statements in all, instead of three for each of them.

/** A comment on a post that answers no other. */
interface PlainComment {
  context: Context
  postId: string
  authorId: string
  text: string
}

interface Written {
  commentId: string
}

/** Does what `writeComment` does, for several comments at once; leaves out what is refused. */
export function writeTogether(comment: PlainComment): Together<Written> {
  return together(writeAll, comment)
}

interface Open {
  /** The place of the comment among those that were asked about. */
  at: number
  postAuthorId: string
}

const open = rowQuery<Open>(
  { at: 'j.key', postAuthorId: 'p.author_id' },
  `FROM json_each($1) j
   CROSS JOIN posts p ON p.id = j.value ->> 0
   CROSS JOIN users a ON a.id = p.author_id
   CROSS JOIN users me ON me.id = j.value ->> 1
   WHERE me.status = 'active' AND ${visiblePostSql('me.id')} AND ${mayCommentSql('me.id')}`,
)

async function writeAll(unit: Unit, comments: readonly PlainComment[]): Promise<(Written | undefined)[]> {
  const asked = comments.map(({ postId, authorId }) => [postId, authorId])
  const written: (Written | undefined)[] = comments.map(() => undefined)
  const rows = await unit.rows(open, [JSON.stringify(asked)])
  if (rows.length === 0) return written
  const stored = rows
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, postAuthorId }) => {
      const now = comments[at]!.context.now()
      return { ...comments[at]!, at, postAuthorId, now, commentId: newId(now) }
    })
  await unit.run(
    `INSERT INTO comments (id, post_id, author_id, thread_id, reply_to_id, text, created_at)
     SELECT value ->> 0, value ->> 1, value ->> 2, '', NULL, value ->> 3, value ->> 4 FROM json_each($1)`,
    [JSON.stringify(stored.map((one) => [one.commentId, one.postId, one.authorId, one.text, one.now]))],
  )
  await unit.run(
    `UPDATE posts SET comments_count = comments_count + n.by
     FROM (SELECT value AS id, COUNT(*) AS by FROM json_each($1) GROUP BY value) n WHERE posts.id = n.id`,
    [JSON.stringify(stored.map(({ postId }) => postId))],
  )
  for (const { at, context, commentId, postId, postAuthorId, authorId, text } of stored) {
    await context.events.publish(unit, context, 'comment.created', {
      ...{ commentId, postId, postAuthorId, authorId },
      ...{ threadId: null, replyToId: null, replyToAuthorId: null },
    })
    await tellMentions(unit, context, { byId: authorId, postId, commentId, text })
    written[at] = { commentId }
  }
  return written
}
