import type { Unit } from '../../db/unit.ts'

/** Adds a person's reactions to the counts of what they reacted to, or takes them off, when their account turned. */
export async function countReactionsOf(unit: Unit, userId: string, by: 1 | -1): Promise<void> {
  const posts = 'SELECT post_id FROM reactions WHERE user_id = $1'
  const comments = 'SELECT comment_id FROM comment_reactions WHERE user_id = $1'
  if (unit.dialect === 'postgres') {
    // Posts first, also those of the comments, as everywhere; each in the order of their ids.
    await unit.all(
      `SELECT id FROM posts WHERE id IN (${posts}
         UNION SELECT c.post_id FROM comments c WHERE c.id IN (${comments})) ORDER BY id FOR NO KEY UPDATE`,
      [userId],
    )
  }
  await unit.run(`UPDATE posts SET reactions_count = reactions_count + $2 WHERE id IN (${posts})`, [userId, by])
  await unit.run(`UPDATE comments SET reactions_count = reactions_count + $2 WHERE id IN (${comments})`, [userId, by])
}
