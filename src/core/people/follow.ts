import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import { invalidField } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { countFollow } from './counts.ts'
import { changeBetween } from './pair.ts'
import type { FollowState } from './relation.ts'

/**
 * Follows a person, or asks a private account for it; doing it again changes nothing. Answers the person's id. Throws
 * `not_found`, or `validation_failed` for oneself.
 */
export function followPerson(context: Context, username: string): Promise<string> {
  return changeBetween(context, username, async (unit, { viewerId, other }) => {
    if (other.id === viewerId) throw invalidField('username', 'You cannot follow yourself.')
    const before = await followState(unit, viewerId, other.id)
    if (before === 'accepted' || (before === 'requested' && other.isPrivate)) return
    const state = other.isPrivate ? 'requested' : 'accepted'
    const now = context.now()
    await unit.run(
      `INSERT INTO followers (follower_id, followee_id, state, id, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (follower_id, followee_id) DO UPDATE SET state = excluded.state`,
      [viewerId, other.id, state, newId(now), now],
    )
    if (state === 'accepted') await countFollow(unit, viewerId, other.id, 1)
    const event = state === 'accepted' ? 'follow.created' : 'follow.requested'
    await context.events.publish(unit, context, event, { followerId: viewerId, followeeId: other.id })
    await tellBoth(unit, context, viewerId, other.id)
  })
}

/** Ends following a person, or takes the request back; doing it again changes nothing. Answers the person's id. */
export function unfollowPerson(context: Context, username: string): Promise<string> {
  return changeBetween(context, username, async (unit, { viewerId, other }) => {
    if (await endFollow(unit, context, viewerId, other.id)) await tellBoth(unit, context, viewerId, other.id)
  })
}

/** Makes a person no longer follow the one who acts; they may follow or ask again. Answers the person's id. */
export function removeFollower(context: Context, username: string): Promise<string> {
  return changeBetween(context, username, async (unit, { viewerId, other }) => {
    if (await endFollow(unit, context, other.id, viewerId)) await tellBoth(unit, context, viewerId, other.id)
  })
}

/** How one person follows another. */
export async function followState(unit: Unit, followerId: string, followeeId: string): Promise<FollowState> {
  const row = await unit.get<{ state: FollowState }>(
    'SELECT state FROM followers WHERE follower_id = $1 AND followee_id = $2',
    [followerId, followeeId],
  )
  return row?.state ?? null
}

/** Ends a follow or a request with its counts; answers whether there was one. Both people are held and active. */
export async function endFollow(
  unit: Unit,
  context: Context,
  followerId: string,
  followeeId: string,
): Promise<boolean> {
  const ended = await unit.get<{ state: FollowState }>(
    'DELETE FROM followers WHERE follower_id = $1 AND followee_id = $2 RETURNING state',
    [followerId, followeeId],
  )
  if (ended === undefined) return false
  if (ended.state === 'accepted') await countFollow(unit, followerId, followeeId, -1)
  await context.events.publish(unit, context, 'follow.ended', { followerId, followeeId })
  return true
}

/** Tells the devices of both people that how they stand to each other has changed. */
export function tellBoth(unit: Unit, context: Context, one: string, other: string): Promise<void> {
  return appendToLog(unit, context, [
    { userId: one, type: 'relationship.updated', subjectId: other },
    { userId: other, type: 'relationship.updated', subjectId: one },
  ])
}
