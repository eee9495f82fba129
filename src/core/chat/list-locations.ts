import { rowQuery } from '../../db/sql.ts'
import { type Page, pageOf } from '../../lib/cursor.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { type ListInput, type PrefixedSummary, prefixedPersonColumns, visiblePersonSql } from '../people/index.ts'

/** A share of one's own, running or over: to whom and when, never where. */
export interface SharedLocationRow extends PrefixedSummary<'viewer'> {
  id: string
  conversationId: string
  precision: string
  startedAt: number
  expiresAt: number
  endedAt: number | null
  endReason: string | null
}

const own = rowQuery<SharedLocationRow>(
  {
    id: 'l.id',
    conversationId: 'l.conversation_id',
    precision: 'l.accuracy_tier',
    startedAt: 'l.started_at',
    expiresAt: 'l.expires_at',
    endedAt: 'CASE WHEN l.ended_at IS NULL AND l.expires_at <= $4 THEN l.expires_at ELSE l.ended_at END',
    endReason: `CASE WHEN l.ended_at IS NULL AND l.expires_at <= $4 THEN 'expired' ELSE l.end_reason END`,
    ...prefixedPersonColumns('u', 'viewer'),
  },
  `FROM live_locations l JOIN users u ON u.id = l.viewer_id
   WHERE l.user_id = $1 AND l.id < $2 AND ${visiblePersonSql('u', '$1')} ORDER BY l.id DESC LIMIT $3`,
)

/** The shares of the person who acts, newest first. */
export async function listLocations(context: Context, input: ListInput): Promise<Page<SharedLocationRow>> {
  const { userId } = personOf(context.actor)
  const list = `locations:${userId}`
  const before = input.cursor === undefined ? '~' : String(context.cursors.decode(list, input.cursor)[0])
  const rows = await context.db.read.rows(own, [userId, before, input.limit + 1, context.now()])
  return pageOf(
    rows,
    input.limit,
    (row) => row,
    (row) => context.cursors.encode(list, [row.id]),
  )
}
