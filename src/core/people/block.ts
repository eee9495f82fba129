import { Op, summaryAttributes, type User } from '../../db/models/index.ts'
import type { Unit } from '../../db/unit.ts'
import { type Page, pageOf } from '../../lib/cursor.ts'
import { newId } from '../../lib/ids.ts'
import { isSameUsername, usernameKey } from '../../lib/usernames.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { invalidField } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { endFollow } from './follow.ts'
import { type ListInput, startOf } from './list.ts'
import { holdPair } from './pair.ts'
import type { PersonSummaryRow } from './summary.ts'
import { requireVisible, requireVisibleName } from './visibility.ts'

/**
 * Blocks a person: the two no longer exist for each other, and follows and requests between them end, both ways, in one
 * transaction. Blocking again changes nothing. Answers the person's id. Throws `not_found`, or `validation_failed` for
 * oneself.
 */
export function blockPerson(context: Context, username: string): Promise<string> {
  const viewerId = personOf(context.actor).userId
  return context.write(async (unit) => {
    const blocked = await findBlocked(unit, viewerId, username)
    if (blocked !== undefined) return blocked
    const { id } = await requireVisibleName(unit, viewerId, username)
    if (id === viewerId) throw invalidField('username', 'You cannot block yourself.')
    await holdPair(unit, viewerId, id)
    // The same block may have been made while this one waited; else they must still be visible.
    if ((await findBlocked(unit, viewerId, username)) !== undefined) return id
    await requireVisible(unit, viewerId, id)
    const now = context.now()
    await unit.run('INSERT INTO blocks (blocker_id, blocked_id, id, created_at) VALUES ($1, $2, $3, $4)', [
      viewerId,
      id,
      newId(now),
      now,
    ])
    await endFollow(unit, context, viewerId, id)
    await endFollow(unit, context, id, viewerId)
    await context.events.publish(unit, context, 'user.blocked', { blockerId: viewerId, blockedId: id })
    // Only the devices of the one who blocks are told: for the other it is as if the account were not there.
    await appendToLog(unit, context, [{ userId: viewerId, type: 'relationship.updated', subjectId: id }])
    return id
  })
}

/**
 * Takes a block back; what it ended does not come back. When there is none nothing changes. Answers the person's id.
 * Throws `not_found`.
 */
export function unblockPerson(context: Context, username: string): Promise<string> {
  const viewerId = personOf(context.actor).userId
  return context.write(async (unit) => {
    const id = await findBlocked(unit, viewerId, username)
    if (id === undefined) return (await requireVisibleName(unit, viewerId, username)).id
    await holdPair(unit, viewerId, id)
    const removed = await context.db.models.Block.destroy({
      where: { blockerId: viewerId, blockedId: id },
      transaction: unit.orm,
    })
    if (removed === 0) return id
    await context.events.publish(unit, context, 'user.unblocked', { blockerId: viewerId, blockedId: id })
    await appendToLog(unit, context, [{ userId: viewerId, type: 'relationship.updated', subjectId: id }])
    return id
  })
}

/** The id of a person of that name whom the viewer has blocked. */
async function findBlocked(unit: Unit, viewerId: string, username: string): Promise<string | undefined> {
  const row = await unit.get<{ id: string; username: string }>(
    `SELECT u.id, u.username FROM users u JOIN blocks b ON b.blocked_id = u.id AND b.blocker_id = $2
     WHERE u.username_key = $1`,
    [usernameKey(username), viewerId],
  )
  return row !== undefined && isSameUsername(row.username, username) ? row.id : undefined
}

/** Somebody blocked, and when. */
export interface BlockedRow extends PersonSummaryRow {
  blockedAt: number
}

/** The people whom the one who acts has blocked, newest first. */
export async function listBlocks(context: Context, input: ListInput): Promise<Page<BlockedRow>> {
  const { userId } = personOf(context.actor)
  const { Block, User } = context.db.models
  const list = `blocks:${userId}`
  const rows = await Block.findAll({
    where: { blockerId: userId, id: { [Op.lt]: startOf(context, list, input) } },
    include: [{ model: User, as: 'blocked', where: { status: 'active' }, attributes: [...summaryAttributes] }],
    order: [['id', 'DESC']],
    limit: input.limit + 1,
  })
  return pageOf(
    rows,
    input.limit,
    (row) => ({ ...summaryOf(row.blocked!), blockedAt: row.createdAt }),
    ({ id }) => context.cursors.encode(list, [id]),
  )
}

function summaryOf({ id, username, displayName, photoPath, isVerified }: User): PersonSummaryRow {
  return { id, username, displayName, photoPath, isVerified }
}
