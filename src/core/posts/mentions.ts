import { placeholders } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { parseCaption } from '../../lib/captions.ts'
import { isSameUsername, usernameKey } from '../../lib/usernames.ts'
import type { Context } from '../context.ts'
import { isBlockedEither } from '../people/index.ts'
import { findPost } from './post-rows.ts'

/** At most so many people hear that they were named in one text; who names more is not writing to them. */
export const maxMentionsTold = 20

/** Whose text it is, where it stands, and what it was before an edit. */
export interface Mentioning {
  byId: string
  postId: string
  commentId: string | null
  text: string
  before?: string
}

/** Tells of the people whom a text names and the earlier one did not, those of them who may see the post. */
export async function tellMentions(unit: Unit, context: Context, mentioning: Mentioning): Promise<void> {
  const earlier = new Set(namesIn(mentioning.before ?? '').map(usernameKey))
  const names = namesIn(mentioning.text).filter((name) => !earlier.has(usernameKey(name)))
  const keys = [...new Set(names.map(usernameKey))].slice(0, maxMentionsTold)
  if (keys.length === 0) return
  const people = await unit.all<{ id: string; username: string }>(
    `SELECT id, username FROM users WHERE username_key IN (${placeholders(keys.length)}) ORDER BY id`,
    keys,
  )
  const { byId, postId, commentId } = mentioning
  for (const { id, username } of people) {
    const isNamed = names.some((name) => isSameUsername(name, username))
    if (!isNamed || id === byId || !(await maySee(unit, id, mentioning))) continue
    await context.events.publish(unit, context, 'person.mentioned', { userId: id, byId, postId, commentId })
  }
}

async function maySee(unit: Unit, userId: string, { byId, postId }: Mentioning): Promise<boolean> {
  if ((await findPost(unit, userId, postId)) === undefined) return false
  return !(await isBlockedEither(unit, userId, byId))
}

function namesIn(text: string): string[] {
  return parseCaption(text).mentions.map(({ username }) => username)
}
