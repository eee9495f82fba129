import { type Flag, type Reader, rowQuery } from '../../db/sql.ts'
import { isSameUsername, usernameKey, usernameMaxLength } from '../../lib/usernames.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'

// The one place that decides who may see whom. Two things make a person absent for another: an account that is not
// active (suspended, being deleted, erased), and a block, whoever of the two made it. Operators look at people through
// the admin routes, which do not ask here.

/**
 * A condition for any query: the person in `alias` (of `users`) exists for the viewer, `viewer` being a placeholder such
 * as `$2` or a column. Two look-ups by primary key for each row.
 */
export function visiblePersonSql(alias: string, viewer: string): string {
  // Said so that SQLite does not take it for a way to find people by: it would begin lists with all who are active.
  return `NOT (${alias}.status <> 'active') AND ${notBlockedSql(`${alias}.id`, viewer)}`
}

/** A condition: no block stands between the person whose id the expression gives and the viewer, in either direction. */
export function notBlockedSql(personId: string, viewer: string): string {
  return `NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ${viewer} AND blocked_id = ${personId})
    AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ${personId} AND blocked_id = ${viewer})`
}

/** A query: the ids (`id`) of everybody between whom and the viewer a block stands. */
export function blockedPeopleSql(viewer: string): string {
  return `SELECT blocked_id AS id FROM blocks WHERE blocker_id = ${viewer}
    UNION SELECT blocker_id AS id FROM blocks WHERE blocked_id = ${viewer}`
}

/** A condition: there is anybody like that. Where the viewer is a placeholder, a database asks it once for a query. */
export function hasBlocksSql(viewer: string): string {
  return `(EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ${viewer})
    OR EXISTS (SELECT 1 FROM blocks WHERE blocked_id = ${viewer}))`
}

/**
 * A condition: the viewer may read what the person in `alias` publishes, because the account is public, they follow it,
 * or it is their own. It says nothing about blocks: use it together with `visiblePersonSql`.
 */
export function mayReadPostsSql(alias: string, viewer: string): string {
  return `(NOT ${alias}.is_private OR ${alias}.id = ${viewer} OR ${followsSql(viewer, `${alias}.id`)})`
}

/** A condition: one person follows the other (a request does not count), both given as placeholders or columns. */
export function followsSql(followerId: string, followeeId: string): string {
  return `EXISTS (SELECT 1 FROM followers WHERE follower_id = ${followerId} AND followee_id = ${followeeId}
    AND state = 'accepted')`
}

/** A condition: the viewer has muted the person whose id the expression gives; `now` is a placeholder for ms since the epoch. */
export function mutedSql(personId: string, viewer: string, now: string): string {
  return `EXISTS (SELECT 1 FROM mutes WHERE muter_id = ${viewer} AND muted_id = ${personId}
    AND (until IS NULL OR until > ${now}))`
}

/**
 * A condition: the sender may write to the person in `alias`, who takes messages from everyone, or from those they follow.
 * It is false for oneself, and for whoever does not exist for the sender.
 */
export function mayMessageSql(alias: string, sender: string): string {
  return `(${takesMessagesSql(alias, sender)} AND ${visiblePersonSql(alias, sender)})`
}

/** `mayMessageSql` for a query that has asked whether the person is visible. */
export function takesMessagesSql(alias: string, sender: string): string {
  return `(${alias}.id <> ${sender} AND (${alias}.messages_from = 'everyone'
    OR (${alias}.messages_from = 'following' AND ${followsSql(`${alias}.id`, sender)})))`
}

/** A person who exists for whoever asked. */
export interface VisibleUser {
  id: string
  username: string
  isPrivate: Flag
}

const columns = { id: 'u.id', username: 'u.username', isPrivate: 'u.is_private' }

const byName = rowQuery<VisibleUser>(
  columns,
  `FROM users u WHERE u.username_key = $1 AND ${visiblePersonSql('u', '$2')}`,
)
const byId = rowQuery<VisibleUser>(columns, `FROM users u WHERE u.id = $1 AND ${visiblePersonSql('u', '$2')}`)

/** The person of that user name, if they exist for the person who acts (who sees themself). Throws `not_found`. */
export async function findVisibleUser(context: Context, username: string): Promise<VisibleUser> {
  return requireVisibleName(context.db.read, personOf(context.actor).userId, username)
}

/** `findVisibleUser` for a viewer who is known by id, inside a unit or outside. Throws `not_found`. */
export async function requireVisibleName(reader: Reader, viewerId: string, username: string): Promise<VisibleUser> {
  if (username.length > usernameMaxLength) throw notFound()
  const user = await reader.row(byName, [usernameKey(username), viewerId])
  // Names that look alike have one key; only the one that was asked for is meant.
  if (user === undefined || !isSameUsername(user.username, username)) throw notFound()
  return user
}

/** The person of that id, if they exist for the viewer. Throws `not_found`. */
export async function requireVisible(reader: Reader, viewerId: string, userId: string): Promise<VisibleUser> {
  const user = await reader.row(byId, [userId, viewerId])
  if (user === undefined) throw notFound()
  return user
}

/** Whether one of the two has blocked the other. */
export async function isBlockedEither(reader: Reader, one: string, other: string): Promise<boolean> {
  const block = await reader.get(
    `SELECT 1 AS found FROM blocks
     WHERE (blocker_id = $1 AND blocked_id = $2) OR (blocker_id = $2 AND blocked_id = $1) LIMIT 1`,
    [one, other],
  )
  return block !== undefined
}

const postsReadable = rowQuery<{ id: string }>(
  { id: 'u.id' },
  `FROM users u WHERE u.id = $1 AND ${visiblePersonSql('u', '$2')} AND ${mayReadPostsSql('u', '$2')}`,
)

/** Whether the viewer may read what the person publishes: visible, and public, followed or their own. */
export async function mayReadPosts(reader: Reader, viewerId: string, userId: string): Promise<boolean> {
  return (await reader.row(postsReadable, [userId, viewerId])) !== undefined
}

const messageable = rowQuery<{ id: string }>(
  { id: 'u.id' },
  `FROM users u WHERE u.id = $1 AND ${mayMessageSql('u', '$2')}`,
)

/** Whether one person may write to another: see `mayMessageSql`. */
export async function mayMessage(reader: Reader, senderId: string, userId: string): Promise<boolean> {
  return (await reader.row(messageable, [userId, senderId])) !== undefined
}

const followersOnly = rowQuery<{ id: string }>(
  { id: 'u.id' },
  `FROM users u WHERE u.id = $1 AND ${visiblePersonSql('u', '$2')} AND (u.id = $2 OR ${followsSql('$2', 'u.id')})`,
)

/** Whether the viewer may read what the person publishes for followers alone: visible, and followed or their own. */
export async function mayReadFollowersOnly(reader: Reader, viewerId: string, userId: string): Promise<boolean> {
  return (await reader.row(followersOnly, [userId, viewerId])) !== undefined
}

/** Whether one person follows the other; a request does not count. */
export async function isFollowing(reader: Reader, followerId: string, followeeId: string): Promise<boolean> {
  const follow = await reader.get(
    `SELECT 1 AS found FROM followers WHERE follower_id = $1 AND followee_id = $2 AND state = 'accepted'`,
    [followerId, followeeId],
  )
  return follow !== undefined
}
