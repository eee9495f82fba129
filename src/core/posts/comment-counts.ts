import type { Flag } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'

// `is_counted` of a comment says that it is among what `comments_count` of its post and `replies_count` of the comment it
// stands below hold: no operator has hidden it, its author is active, and the same is true of the comment it stands below.

/** A condition on `comments`: whether the row should be counted. */
export const countsSql = `(comments.hidden_at IS NULL
  AND EXISTS (SELECT 1 FROM users au WHERE au.id = comments.author_id AND au.status = 'active')
  AND (comments.thread_id = '' OR EXISTS (SELECT 1 FROM comments t JOIN users tu ON tu.id = t.author_id
    WHERE t.id = comments.thread_id AND t.hidden_at IS NULL AND tu.status = 'active')))`

/** The ids of a person's comments (`$1`) and of the replies below them. */
export const commentsAround = {
  person: `SELECT c.id FROM comments c WHERE c.author_id = $1
    UNION SELECT r.id FROM comments t JOIN comments r ON r.post_id = t.post_id AND r.thread_id = t.id
      WHERE t.author_id = $1 AND t.thread_id = ''`,
  comment: `SELECT c.id FROM comments c WHERE c.id = $1
    UNION SELECT r.id FROM comments t JOIN comments r ON r.post_id = t.post_id AND r.thread_id = t.id WHERE t.id = $1`,
} as const

interface Turned {
  postId: string
  threadId: string
  isCounted: Flag
}

/** Brings what counts in line with what should, for the comments that `around` names, and the counts with it. */
export async function countCommentsAnew(unit: Unit, around: keyof typeof commentsAround, id: string): Promise<void> {
  const ids = commentsAround[around]
  if (unit.dialect === 'postgres') {
    await unit.all(
      `SELECT id FROM posts WHERE id IN (SELECT c.post_id FROM comments c WHERE c.id IN (${ids}))
       ORDER BY id FOR NO KEY UPDATE`,
      [id],
    )
  }
  const turned = await unit.all<Turned>(
    `UPDATE comments SET is_counted = NOT is_counted WHERE id IN (${ids}) AND is_counted <> ${countsSql}
     RETURNING post_id, thread_id, is_counted`,
    [id],
  )
  for (const [postId, by] of sums(turned, 'postId')) {
    await unit.run('UPDATE posts SET comments_count = comments_count + $2 WHERE id = $1', [postId, by])
  }
  for (const [threadId, by] of sums(turned, 'threadId')) {
    await unit.run('UPDATE comments SET replies_count = replies_count + $2 WHERE id = $1', [threadId, by])
  }
}

/** What is added in all to each post or thread, in the order of their ids. */
function sums(turned: readonly Turned[], field: 'postId' | 'threadId'): [string, number][] {
  const byId = new Map<string, number>()
  for (const row of turned) {
    const id = row[field]
    if (id !== '') byId.set(id, (byId.get(id) ?? 0) + (row.isCounted ? 1 : -1))
  }
  return [...byId].sort(([one], [other]) => (one < other ? -1 : 1))
}

/** Adds to the counts that hold a comment. */
export async function countComment(
  unit: Unit,
  { postId, threadId }: { postId: string; threadId: string },
  by: number,
): Promise<void> {
  await unit.run('UPDATE posts SET comments_count = comments_count + $2 WHERE id = $1', [postId, by])
  if (threadId !== '') {
    await unit.run('UPDATE comments SET replies_count = replies_count + $2 WHERE id = $1', [threadId, by])
  }
}
