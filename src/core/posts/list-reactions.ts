import { rowQuery } from '../../db/sql.ts'
import { type Page, pageOf } from '../../lib/cursor.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { type PersonSummaryRow, personColumns, visiblePersonSql } from '../people/index.ts'
import { type ListInput, startOf } from './list.ts'
import { requirePost } from './post-rows.ts'

/** Who reacted to a post, and how. */
export interface ReactionRow extends PersonSummaryRow {
  reactionId: string
  emoji: string
  reactedAt: number
}

const reactions = rowQuery<ReactionRow>(
  { ...personColumns('u'), reactionId: 'r.id', emoji: 'r.emoji', reactedAt: 'r.created_at' },
  `FROM reactions r JOIN users u ON u.id = r.user_id
   WHERE r.post_id = $2 AND r.id < $3 AND ${visiblePersonSql('u', '$1')} ORDER BY r.id DESC LIMIT $4`,
)

/** The reactions to a post of people who exist for the one who acts, newest first. Throws `not_found`, `cursor_invalid`. */
export async function listReactions(context: Context, postId: string, input: ListInput): Promise<Page<ReactionRow>> {
  const { userId } = personOf(context.actor)
  const list = `reactions:${postId}`
  const start = startOf(context, list, input)
  await requirePost(context.db.read, userId, postId)
  const rows = await context.db.read.rows(reactions, [userId, postId, start, input.limit + 1])
  return pageOf(
    rows,
    input.limit,
    (row) => row,
    ({ reactionId }) => context.cursors.encode(list, [reactionId]),
  )
}
