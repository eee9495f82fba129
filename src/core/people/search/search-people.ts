import { z } from 'zod'
import { type Flag, placeholders, rowQuery } from '../../../db/sql.ts'
import { nameField } from '../../../lib/fields.ts'
import { personOf } from '../../actor.ts'
import type { Context } from '../../context.ts'
import { type PersonSummaryRow, personColumns } from '../summary.ts'
import { followsSql, visiblePersonSql } from '../visibility.ts'
import { slipsAllowed, typingSlips } from './distance.ts'
import { findSimilar } from './similar.ts'
import { findSubstring } from './trigrams.ts'
import { beginnings, namesIn, searchForm } from './words.ts'

export const searchPeopleInput = z.strictObject({
  query: nameField(64, 2).describe('A user name or a name, or the beginning of one, in any script.'),
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('How many people at most.'),
})

export type SearchPeopleInput = z.output<typeof searchPeopleInput>

interface Found extends PersonSummaryRow {
  kind: number
  isFollowed: Flag
  followersCount: number
}

interface Candidate extends Found {
  searchKey: string
}

/**
 * Finds people by user name or display name: first whose user name begins with the query, then whose display name does,
 * then where a word inside does, then the query anywhere, then names a typing slip or two away; within each those the
 * viewer follows, then the most followed. Upper and lower case and accents do not matter. There is one page only, so
 * that nobody lists all members by walking prefixes; e-mail addresses are no part of it.
 */
export async function searchPeople(context: Context, input: SearchPeopleInput): Promise<PersonSummaryRow[]> {
  const viewerId = personOf(context.actor).userId
  const query = searchForm(input.query)
  if (query === '') return []
  const found = await findPrefix(context, viewerId, query, input.limit)
  const known = new Set(found.map(({ id }) => id))
  const add = (people: readonly Found[]): void => {
    for (const person of people) {
      if (known.has(person.id)) continue
      known.add(person.id)
      found.push(person)
    }
  }
  if (found.length < input.limit) add(await readPeople(context, viewerId, await findSubstring(context.db, query)))
  // Names that are only alike help whoever has found next to nothing, and disturb whoever has found enough.
  if (found.length < enough && slipsAllowed([...query].length) > 0) add(await findAlike(context, viewerId, query))
  return found.slice(0, input.limit)
}

const enough = 5

// Of very many that begin alike the first in the alphabet are taken, so that two letters cost no more in a large
// community. The exact user name is always the first of them.
const prefixQuery = rowQuery<Found>(
  {
    ...personColumns('u'),
    kind: 'c.kind',
    isFollowed: followsSql('$3', 'u.id'),
    followersCount: 'u.followers_count',
  },
  `FROM (SELECT user_id, MIN(kind) AS kind FROM
     (SELECT user_id, CASE WHEN word = $1 AND kind = 0 THEN -1 ELSE kind END AS kind FROM search_words
      WHERE word >= $1 AND word < $2 ORDER BY word LIMIT 1000) begin_alike GROUP BY user_id) c
   JOIN users u ON u.id = c.user_id
   WHERE ${visiblePersonSql('u', '$3')}
   ORDER BY c.kind, ${followsSql('$3', 'u.id')} DESC, u.followers_count DESC, u.id LIMIT $4`,
)

function findPrefix(context: Context, viewerId: string, query: string, limit: number): Promise<Found[]> {
  return context.db.read.rows(prefixQuery, [query, `${query}\u{10ffff}`, viewerId, limit])
}

async function findAlike(context: Context, viewerId: string, query: string): Promise<Found[]> {
  const candidates = await readPeople(context, viewerId, await findSimilar(context.db, query))
  const allowed = slipsAllowed([...query].length)
  return candidates
    .map((person) => ({ person, slips: fewestSlips(query, person.searchKey, allowed) }))
    .filter(({ slips }) => slips.prefix <= allowed)
    .sort(
      (one, other) =>
        one.slips.prefix - other.slips.prefix ||
        Math.min(one.slips.whole, allowed + 1) - Math.min(other.slips.whole, allowed + 1),
    )
    .map(({ person }) => person)
}

function fewestSlips(query: string, searchKey: string, allowed: number): { prefix: number; whole: number } {
  const best = { prefix: Infinity, whole: Infinity }
  const { username, name } = namesIn(searchKey)
  for (const text of [username, name]) {
    for (const start of [0, ...beginnings(text)]) {
      const { prefix, whole } = typingSlips(query, text.slice(start), allowed)
      best.prefix = Math.min(best.prefix, prefix)
      best.whole = Math.min(best.whole, whole)
    }
  }
  return best
}

const batchSize = 100
const peopleQuery = rowQuery<Candidate>(
  {
    ...personColumns('u'),
    kind: '3',
    isFollowed: followsSql('$1', 'u.id'),
    followersCount: 'u.followers_count',
    searchKey: 'u.search_key',
  },
  `FROM users u WHERE u.id IN (${placeholders(batchSize, 2)}) AND ${visiblePersonSql('u', '$1')}`,
)

/** The candidates whom the viewer may see, those they follow first, then the most followed. */
async function readPeople(context: Context, viewerId: string, ids: readonly string[]): Promise<Candidate[]> {
  const people: Candidate[] = []
  for (let from = 0; from < ids.length; from += batchSize) {
    // One statement for every size: what is left over repeats an id, and IN does not mind.
    const some = Array.from({ length: batchSize }, (_, index) => ids[from + index] ?? ids[from]!)
    people.push(...(await context.db.read.rows(peopleQuery, [viewerId, ...some])))
  }
  return people.sort(
    (one, other) =>
      Number(other.isFollowed) - Number(one.isFollowed) ||
      other.followersCount - one.followersCount ||
      (one.id < other.id ? -1 : 1),
  )
}
