import type { Flag, Reader } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { isoTime, second } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { sendPassing } from '../log/index.ts'
import { visiblePersonSql } from '../people/index.ts'

/** How long a person counts as online after the process that holds their stream last said so. */
export const presenceLastsMs = 90 * second
/** How often a process says so. */
export const presenceEveryMs = 30 * second

/** A condition: a person has a live stream open, in whichever process; `now` is a placeholder. */
export function onlineSql(userId: string, now: string): string {
  return `EXISTS (SELECT 1 FROM presences v WHERE v.user_id = ${userId} AND v.online_until > ${now})`
}

/** Who got their first stream in a process, and who lost their last. */
export interface PresenceChange {
  came: readonly string[]
  left: readonly string[]
}

/**
 * Records who came and who left a process, and tells the people with whom they talk and who are online: those with whom
 * the conversation is accepted on both sides and presence is shown on both sides.
 */
export async function changePresence(context: Context, serverId: string, change: PresenceChange): Promise<void> {
  const now = context.now()
  const gone = await context.write(async (unit) => {
    await keepOnline(unit, serverId, change.came, now)
    await endOnline(unit, serverId, change.left)
    const changed = [...change.came, ...change.left]
    await touch(unit, changed, now)
    return stillOnline(unit, change.left, now)
  })
  const left = change.left.filter((userId) => !gone.has(userId))
  await tell(context, change.came, { online: true, lastSeenAt: null })
  await tell(context, left, { online: false, lastSeenAt: isoTime(now) })
}

/** Says again who is online through this process, and forgets what other processes no longer say. */
export async function renewPresence(context: Context, serverId: string, people: readonly string[]): Promise<void> {
  const now = context.now()
  await context.write(async (unit) => {
    await keepOnline(unit, serverId, people, now)
    await touch(unit, people, now)
    await unit.run('DELETE FROM presences WHERE online_until < $1', [now])
  })
}

/** Takes back what a process said, when it stops. */
export async function dropPresence(context: Context, serverId: string): Promise<void> {
  await context.write((unit) => unit.run('DELETE FROM presences WHERE server_id = $1', [serverId]))
}

const listOf = {
  sqlite: '(SELECT value FROM json_each($1))',
  postgres: '(SELECT json_array_elements_text($1::json))',
}

// Ordered, so that two processes never wait for each other's rows crosswise. Only people who exist still.
const keep = {
  sqlite: `INSERT INTO presences (user_id, server_id, online_until)
    SELECT id, $2, $3 FROM users WHERE id IN ${listOf.sqlite} ORDER BY id
    ON CONFLICT (user_id, server_id) DO UPDATE SET online_until = excluded.online_until`,
  postgres: `INSERT INTO presences (user_id, server_id, online_until)
    SELECT id, $2, $3::bigint FROM users WHERE id IN ${listOf.postgres} ORDER BY id
    ON CONFLICT (user_id, server_id) DO UPDATE SET online_until = excluded.online_until`,
}

async function keepOnline(unit: Unit, serverId: string, people: readonly string[], now: number): Promise<void> {
  if (people.length === 0) return
  await unit.run(keep[unit.dialect], [JSON.stringify(people), serverId, now + presenceLastsMs])
}

async function endOnline(unit: Unit, serverId: string, people: readonly string[]): Promise<void> {
  if (people.length === 0) return
  await unit.run(`DELETE FROM presences WHERE user_id IN ${listOf[unit.dialect]} AND server_id = $2`, [
    JSON.stringify(people),
    serverId,
  ])
}

async function touch(unit: Unit, people: readonly string[], now: number): Promise<void> {
  if (people.length === 0) return
  const hold = unit.dialect === 'postgres' ? 'ORDER BY id FOR NO KEY UPDATE' : ''
  await unit.run(
    `UPDATE users SET last_seen_at = $2 WHERE id IN (SELECT id FROM users WHERE id IN ${listOf[unit.dialect]} ${hold})`,
    [JSON.stringify(people), now],
  )
}

async function stillOnline(unit: Unit, people: readonly string[], now: number): Promise<Set<string>> {
  if (people.length === 0) return new Set()
  const rows = await unit.all<{ userId: string }>(
    `SELECT DISTINCT user_id FROM presences WHERE user_id IN ${listOf[unit.dialect]} AND online_until > $2`,
    [JSON.stringify(people), now],
  )
  return new Set(rows.map((row) => row.userId))
}

/** At most so many people are told of one person's coming; further ones see it when they look. */
const audienceLimit = 20_000

async function tell(
  context: Context,
  people: readonly string[],
  presence: { online: boolean; lastSeenAt: string | null },
): Promise<void> {
  if (people.length === 0) return
  const audience = await audienceOf(context.db.read, people, context.now(), 'me.presence')
  for (const { userId, otherId } of audience) {
    sendPassing(context, { userId: otherId, type: 'presence', data: { userId, ...presence } })
  }
}

/** Those who are there and see that the people are, as far as `isShown` says of each of these (`me`, of `users`). */
function audienceOf(
  reader: Reader,
  people: readonly string[],
  now: number,
  isShown: string,
): Promise<{ userId: string; otherId: string }[]> {
  return reader.all<{ userId: string; otherId: string }>(
    `SELECT p.user_id, o.user_id AS other_id FROM participants p
     JOIN participants o ON o.conversation_id = p.conversation_id AND o.user_id <> p.user_id
     JOIN users me ON me.id = p.user_id
     JOIN users u ON u.id = o.user_id
     WHERE p.user_id IN ${listOf[reader.dialect]} AND p.request = 'accepted' AND o.request = 'accepted'
       AND ${isShown} AND u.presence AND NOT (me.status <> 'active')
       AND ${onlineSql('o.user_id', '$2')} AND ${visiblePersonSql('u', 'p.user_id')}
     LIMIT $3`,
    [JSON.stringify(people), now, audienceLimit],
  )
}

/**
 * Tells whoever has a person before their eyes that presence was switched, once the unit is committed: switched off they are
 * gone from there at once, and nothing says since when; switched on they are as they are.
 */
export async function tellPresenceSwitched(
  unit: Unit,
  context: Context,
  { userId, isShown }: { userId: string; isShown: boolean },
): Promise<void> {
  const now = context.now()
  const seen = await unit.get<{ isOnline: Flag; lastSeenAt: number | null }>(
    `SELECT ${onlineSql('u.id', '$2')} AS is_online, u.last_seen_at FROM users u WHERE u.id = $1`,
    [userId, now],
  )
  const online = isShown && Boolean(seen?.isOnline)
  const lastSeenAt = isShown && !online && seen?.lastSeenAt != null ? isoTime(seen.lastSeenAt) : null
  const audience = await audienceOf(unit, [userId], now, 'TRUE')
  unit.afterCommit(() => {
    for (const { otherId } of audience) {
      sendPassing(context, { userId: otherId, type: 'presence', data: { userId, online, lastSeenAt } })
    }
  })
}
