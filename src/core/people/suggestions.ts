import { rowQuery } from '../../db/sql.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { type PersonSummaryRow, personColumns } from './summary.ts'
import { mutedSql, visiblePersonSql } from './visibility.ts'

/** Somebody worth following, and how many of those the viewer follows do so. */
export interface SuggestionRow extends PersonSummaryRow {
  mutualCount: number
}

// Only the newest people followed are looked at, and of their follows at most so many, so that it costs the same for
// somebody who follows thousands.
const suggestions = rowQuery<SuggestionRow>(
  { ...personColumns('u'), mutualCount: 's.mutual_count' },
  `FROM (SELECT followee_id, COUNT(*) AS mutual_count FROM
     (SELECT f.followee_id FROM
       (SELECT followee_id FROM followers WHERE follower_id = $1 AND state = 'accepted' ORDER BY id DESC LIMIT 100) mine
       JOIN users friend ON friend.id = mine.followee_id AND ${visiblePersonSql('friend', '$1')}
       JOIN followers f ON f.follower_id = friend.id AND f.state = 'accepted' LIMIT 20000) ties
     GROUP BY followee_id) s
   JOIN users u ON u.id = s.followee_id
   WHERE u.id <> $1 AND ${visiblePersonSql('u', '$1')}
     AND NOT EXISTS (SELECT 1 FROM followers WHERE follower_id = $1 AND followee_id = u.id)
     AND NOT ${mutedSql('u.id', '$1', '$3')}
   ORDER BY s.mutual_count DESC, u.followers_count DESC, u.id LIMIT $2`,
)

/** People followed by those whom the one who acts follows, most often followed first, without those they know already. */
export function listSuggestions(context: Context, limit: number): Promise<SuggestionRow[]> {
  return context.db.read.rows(suggestions, [personOf(context.actor).userId, limit, context.now()])
}
