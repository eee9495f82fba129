import { rowQuery } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { type Page, pageOf } from '../../lib/cursor.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { countFollow } from './counts.ts'
import { endFollow, followState, tellBoth } from './follow.ts'
import { type ListInput, startOf } from './list.ts'
import { changeBetween } from './pair.ts'
import { type PersonSummaryRow, personColumns } from './summary.ts'
import { visiblePersonSql } from './visibility.ts'

/** Somebody who has asked to follow. */
export interface FollowRequestRow extends PersonSummaryRow {
  requestId: string
  requestedAt: number
}

const requests = rowQuery<FollowRequestRow>(
  { ...personColumns('u'), requestId: 'f.id', requestedAt: 'f.created_at' },
  `FROM followers f JOIN users u ON u.id = f.follower_id
   WHERE f.followee_id = $1 AND f.state = 'requested' AND f.id < $2 AND ${visiblePersonSql('u', '$1')}
   ORDER BY f.id DESC LIMIT $3`,
)

/** The people who have asked to follow the one who acts, newest first. */
export async function listFollowRequests(context: Context, input: ListInput): Promise<Page<FollowRequestRow>> {
  const { userId } = personOf(context.actor)
  const list = `follow-requests:${userId}`
  const rows = await context.db.read.rows(requests, [userId, startOf(context, list, input), input.limit + 1])
  return pageOf(
    rows,
    input.limit,
    (row) => row,
    ({ requestId }) => context.cursors.encode(list, [requestId]),
  )
}

/**
 * Lets somebody follow who has asked for it; when they follow already nothing changes. Answers their id. Throws
 * `not_found` when they have not asked.
 */
export function acceptFollowRequest(context: Context, username: string): Promise<string> {
  return changeBetween(context, username, async (unit, { viewerId, other }) => {
    const state = await followState(unit, other.id, viewerId)
    if (state === null) throw notFound()
    if (state === 'accepted') return
    await unit.run(`UPDATE followers SET state = 'accepted' WHERE follower_id = $1 AND followee_id = $2`, [
      other.id,
      viewerId,
    ])
    await countFollow(unit, other.id, viewerId, 1)
    await context.events.publish(unit, context, 'follow.accepted', { followerId: other.id, followeeId: viewerId })
    await tellBoth(unit, context, viewerId, other.id)
  })
}

/** Refuses somebody who has asked to follow; they may ask again. Whoever follows already stays. Answers their id. */
export function refuseFollowRequest(context: Context, username: string): Promise<string> {
  return changeBetween(context, username, async (unit, { viewerId, other }) => {
    if ((await followState(unit, other.id, viewerId)) !== 'requested') return
    await endFollow(unit, context, other.id, viewerId)
    await tellBoth(unit, context, viewerId, other.id)
  })
}

/** So many of those whose request was accepted all at once hear of it; an account may have very many. */
const maxTold = 500

/**
 * Accepts everybody who has asked to follow an account that is now public: there is nothing left to ask for. The newest
 * of them are told, the others see it when they next look.
 */
export async function acceptRequestsWhenPublic(unit: Unit, context: Context, userId: string): Promise<void> {
  const waiting = await unit.get(
    `SELECT u.id FROM users u WHERE u.id = $1 AND NOT u.is_private
     AND EXISTS (SELECT 1 FROM followers WHERE followee_id = $1 AND state = 'requested')`,
    [userId],
  )
  if (waiting === undefined) return
  // Held in one order with all who follow or block at this moment.
  if (unit.dialect === 'postgres') {
    await unit.run(
      `SELECT id FROM users WHERE id IN (SELECT follower_id FROM followers WHERE followee_id = $1 AND state = 'requested')
       ORDER BY id FOR NO KEY UPDATE`,
      [userId],
    )
  }
  await unit.run(
    `UPDATE users SET following_count = following_count + 1 WHERE id IN
       (SELECT follower_id FROM followers WHERE followee_id = $1 AND state = 'requested')`,
    [userId],
  )
  await unit.run(
    `UPDATE users SET followers_count = followers_count + (SELECT COUNT(*) FROM followers f
       JOIN users o ON o.id = f.follower_id
       WHERE f.followee_id = $1 AND f.state = 'requested' AND o.status = 'active') WHERE id = $1`,
    [userId],
  )
  const accepted = await unit.all<{ followerId: string; id: string }>(
    `UPDATE followers SET state = 'accepted' WHERE followee_id = $1 AND state = 'requested' RETURNING follower_id, id`,
    [userId],
  )
  const told = accepted.sort((one, other) => (one.id < other.id ? 1 : -1)).slice(0, maxTold)
  for (const { followerId } of told) {
    await context.events.publish(unit, context, 'follow.accepted', { followerId, followeeId: userId })
  }
  const type = 'relationship.updated'
  await appendToLog(
    unit,
    context,
    told.map(({ followerId }) => ({ userId: followerId, type, subjectId: userId })),
  )
}
