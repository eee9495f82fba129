import { rowQuery } from '../../db/sql.ts'
import { type Page, pageOf } from '../../lib/cursor.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { type ListInput, startOf } from './list.ts'
import { type PersonSummaryRow, personColumns } from './summary.ts'
import { findVisibleUser, mayReadPosts, visiblePersonSql } from './visibility.ts'

interface TieRow extends PersonSummaryRow {
  tieId: string
}

function tieQuery(whose: 'followee_id' | 'follower_id', shown: 'followee_id' | 'follower_id') {
  return rowQuery<TieRow>(
    { ...personColumns('u'), tieId: 'f.id' },
    `FROM followers f JOIN users u ON u.id = f.${shown}
     WHERE f.${whose} = $1 AND f.state = 'accepted' AND f.id < $3 AND ${visiblePersonSql('u', '$2')}
     ORDER BY f.id DESC LIMIT $4`,
  )
}

const queries = {
  followers: tieQuery('followee_id', 'follower_id'),
  following: tieQuery('follower_id', 'followee_id'),
}

/**
 * The people who follow a person, or whom they follow, newest first; those who do not exist for the viewer are left out.
 * Throws `not_found`, or `forbidden` for a private account that the viewer does not follow.
 */
export async function listFollows(
  context: Context,
  username: string,
  which: 'followers' | 'following',
  input: ListInput,
): Promise<Page<PersonSummaryRow>> {
  const viewerId = personOf(context.actor).userId
  const { id } = await findVisibleUser(context, username)
  if (!(await mayReadPosts(context.db.read, viewerId, id))) {
    throw failure('forbidden', 'This account is private; only its followers see this.')
  }
  const list = `${which}:${id}`
  const rows = await context.db.read.rows(queries[which], [
    id,
    viewerId,
    startOf(context, list, input),
    input.limit + 1,
  ])
  return pageOf(
    rows,
    input.limit,
    (row) => row,
    ({ tieId }) => context.cursors.encode(list, [tieId]),
  )
}
