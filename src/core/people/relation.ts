import { type Flag, placeholders, type Reader, rowQuery } from '../../db/sql.ts'
import { isSameUsername, usernameKey, usernameMaxLength } from '../../lib/usernames.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { mayMessageSql, mutedSql } from './visibility.ts'

export type FollowState = 'accepted' | 'requested' | null

/** How the viewer stands to another person. */
export interface RelationRow {
  /** Of the viewer towards the person. */
  followState: FollowState
  /** Of the person towards the viewer. */
  followedState: FollowState
  blocking: Flag
  muting: Flag
  canMessage: Flag
}

type Expressions<Row> = { [Field in keyof Row & string]: string }

/** The columns of a relation for `rowQuery`; `viewer` and `now` are placeholders. */
export function relationColumns(alias: string, viewer: string, now: string): Expressions<RelationRow> {
  return {
    followState: `(SELECT state FROM followers WHERE follower_id = ${viewer} AND followee_id = ${alias}.id)`,
    followedState: `(SELECT state FROM followers WHERE follower_id = ${alias}.id AND followee_id = ${viewer})`,
    blocking: `EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ${viewer} AND blocked_id = ${alias}.id)`,
    muting: mutedSql(`${alias}.id`, viewer, now),
    canMessage: mayMessageSql(alias, viewer),
  }
}

/** At most so many people are asked about at once. */
export const maxRelations = 100

/** A person asked about by name, and how the viewer stands to them. */
export interface NamedRelationRow extends RelationRow {
  id: string
  username: string
}

// Whom the viewer has blocked is among them, since this is where a client learns it; whoever has blocked the viewer, or is
// not active, is absent like somebody who never was.
function relationQuery(which: string) {
  return rowQuery<NamedRelationRow>(
    { id: 'u.id', username: 'u.username', ...relationColumns('u', '$1', '$2') },
    `FROM users u WHERE ${which} AND u.status = 'active'
     AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = u.id AND blocked_id = $1) ORDER BY u.id`,
  )
}

const relationById = relationQuery('u.id = $3')

/** How the viewer stands to a person at this moment; undefined when the person does not exist for them. */
export function readRelation(
  reader: Reader,
  viewerId: string,
  userId: string,
  now: number,
): Promise<NamedRelationRow | undefined> {
  return reader.row(relationById, [viewerId, now, userId])
}

// Three sizes of the list, so that few statements are prepared; what is left over repeats the last name.
const sizes = [1, 20, maxRelations]
const relationsOf = new Map(sizes.map((size) => [size, relationQuery(`u.username_key IN (${placeholders(size, 3)})`)]))

/**
 * How the person who acts stands to the people of these names, in the order of the names; those who do not exist for them
 * are left out.
 */
export async function listRelations(context: Context, usernames: readonly string[]): Promise<NamedRelationRow[]> {
  const keys = [...new Set(usernames.filter((name) => name.length <= usernameMaxLength).map(usernameKey))]
  if (keys.length === 0) return []
  const size = sizes.find((candidate) => candidate >= keys.length)!
  const padded = Array.from({ length: size }, (_, index) => keys[Math.min(index, keys.length - 1)]!)
  const found = await context.db.read.rows(relationsOf.get(size)!, [
    personOf(context.actor).userId,
    context.now(),
    ...padded,
  ])
  const wanted = usernames.flatMap((name) => found.filter(({ username }) => isSameUsername(username, name)))
  return [...new Set(wanted)]
}
