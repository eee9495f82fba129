import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { blockedPeopleSql, hasBlocksSql } from './visibility.ts'

// `followers_count` and `following_count` hold the follows whose other end is an active account, so that everybody who
// may list them all sees the number they list. They change in the transaction of the follow. When an account stops being
// active, or is active again, everybody it is tied to is counted anew by one statement; `is_counted` remembers which of
// the two was done last.

/** A number to take off a count: the follows of a person whose other end is hidden from the viewer by a block. */
export function hiddenFollowSql(list: 'followers' | 'following', personId: string, viewer: string): string {
  const tie =
    list === 'followers'
      ? `f.follower_id = hidden.id AND f.followee_id = ${personId}`
      : `f.follower_id = ${personId} AND f.followee_id = hidden.id`
  // CROSS JOIN keeps SQLite from walking all the followers of a person to find the few who are hidden. Whoever has no
  // blocks, nearly everybody, does not pay for it.
  return `(CASE WHEN ${hasBlocksSql(viewer)} THEN (SELECT COUNT(*) FROM (${blockedPeopleSql(viewer)}) hidden
    CROSS JOIN followers f JOIN users h ON h.id = hidden.id
    WHERE ${tie} AND f.state = 'accepted' AND h.status = 'active') ELSE 0 END)`
}

/** Adds one follow to the counts of both ends, or takes it off. Both accounts are active. */
export async function countFollow(unit: Unit, followerId: string, followeeId: string, by: 1 | -1): Promise<void> {
  await unit.run('UPDATE users SET following_count = following_count + $2 WHERE id = $1', [followerId, by])
  await unit.run('UPDATE users SET followers_count = followers_count + $2 WHERE id = $1', [followeeId, by])
}

/**
 * Brings the counts of everybody tied to a person in line with whether that account is active. To be called in the unit
 * in which the status changed; calling it again changes nothing. Answers 1 when the person counts from now on, -1 when they
 * no longer do, 0 when nothing changed.
 */
export async function countPersonByStatus(unit: Unit, userId: string): Promise<1 | -1 | 0> {
  const turned = await unit.get<{ isActive: number | boolean }>(
    `UPDATE users SET is_counted = (status = 'active') WHERE id = $1 AND is_counted <> (status = 'active')
     RETURNING is_counted AS is_active`,
    [userId],
  )
  if (turned === undefined) return 0
  const by = turned.isActive ? 1 : -1
  await holdTied(unit, userId)
  await unit.run(
    `UPDATE users SET followers_count = followers_count + $2 WHERE id IN
       (SELECT followee_id FROM followers WHERE follower_id = $1 AND state = 'accepted')`,
    [userId, by],
  )
  await unit.run(
    `UPDATE users SET following_count = following_count + $2 WHERE id IN
       (SELECT follower_id FROM followers WHERE followee_id = $1 AND state = 'accepted')`,
    [userId, by],
  )
  return by
}

// An UPDATE of many rows takes them in any order; taking them in that of their ids first keeps units from waiting for
// each other.
async function holdTied(unit: Unit, userId: string): Promise<void> {
  if (unit.dialect !== 'postgres') return
  await unit.run(
    `SELECT id FROM users WHERE id IN (SELECT followee_id FROM followers WHERE follower_id = $1
       UNION SELECT follower_id FROM followers WHERE followee_id = $1) ORDER BY id FOR NO KEY UPDATE`,
    [userId],
  )
}

/** A count that differed from the rows, and what it was set to. */
export interface Recounted {
  userId: string
  field: 'followersCount' | 'followingCount'
  was: number
  is: number
}

const counted = `SELECT u.id, u.followers_count, u.following_count, u.is_counted, (u.status = 'active') AS is_active,
  (SELECT COUNT(*) FROM followers f JOIN users o ON o.id = f.follower_id
    WHERE f.followee_id = u.id AND f.state = 'accepted' AND o.status = 'active') AS followers,
  (SELECT COUNT(*) FROM followers f JOIN users o ON o.id = f.followee_id
    WHERE f.follower_id = u.id AND f.state = 'accepted' AND o.status = 'active') AS following
  FROM users u WHERE u.id > $1 ORDER BY u.id LIMIT $2`

interface CountedRow {
  id: string
  followersCount: number
  followingCount: number
  isCounted: number | boolean
  isActive: number | boolean
  followers: number
  following: number
}

const batch = 200

/**
 * Counts every person's followers and followings anew and answers what differed; with `repair` it is put right. It goes
 * through the people in batches, each a unit of its own, so that a running server is not held up.
 */
export async function recountPeople(context: Context, options: { repair: boolean }): Promise<Recounted[]> {
  const wrong: Recounted[] = []
  for (let after = ''; ; ) {
    const from = after
    const rows = options.repair
      ? await context.write((unit) => repairBatch(unit, from))
      : await context.db.read.all<CountedRow>(counted, [from, batch])
    wrong.push(...rows.flatMap(differences))
    if (rows.length < batch) return wrong
    after = rows.at(-1)!.id
  }
}

async function repairBatch(unit: Unit, after: string): Promise<CountedRow[]> {
  if (unit.dialect === 'postgres') {
    await unit.run('SELECT id FROM users WHERE id > $1 ORDER BY id LIMIT $2 FOR NO KEY UPDATE', [after, batch])
  }
  const rows = await unit.all<CountedRow>(counted, [after, batch])
  for (const row of rows) {
    if (differences(row).length === 0 && Boolean(row.isCounted) === Boolean(row.isActive)) continue
    await unit.run('UPDATE users SET followers_count = $2, following_count = $3, is_counted = $4 WHERE id = $1', [
      row.id,
      row.followers,
      row.following,
      Boolean(row.isActive),
    ])
  }
  return rows
}

function differences(row: CountedRow): Recounted[] {
  const followers: Recounted = { userId: row.id, field: 'followersCount', was: row.followersCount, is: row.followers }
  const following: Recounted = { userId: row.id, field: 'followingCount', was: row.followingCount, is: row.following }
  return [followers, following].filter(({ was, is }) => was !== is)
}
