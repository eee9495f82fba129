import { LRUCache } from 'lru-cache'
import type { Database } from '../../db/database.ts'
import type { Dialect, Flag } from '../../db/sql.ts'
import { hour, minute } from '../../lib/clock.ts'
import type { Page } from '../../lib/cursor.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { mutedSql, visiblePersonSql } from '../people/index.ts'
import type { ListInput } from './list.ts'
import { openPostSql, type PostRow, postQuery, readPlaced } from './post-rows.ts'

/** Reactions of the last so many hours make a post trend. */
export const trendHours = 48
/** A ranking is made for a moment, the same for everybody who comes within these ms, and is kept for those who read on. */
const rankingMs = 2 * minute
const maxTrending = 500
const maxNew = 500
const rankingsKept = 20

/** A post of explore; `isTrending` says whether it is there for its reactions or because it is new. */
export interface ExploreRow extends PostRow {
  isTrending: Flag
}

interface Ranking {
  ids: string[]
  trending: number
}

const rankings = new WeakMap<Database, LRUCache<number, Promise<Ranking>>>()

// A list whose order changes while it is read would repeat posts and skip others, so a cursor holds the moment of its
// ranking and a place in it. Another process makes the same ranking from the same moment.
function rankingAt(context: Context, at: number): Promise<Ranking> {
  let known = rankings.get(context.db)
  if (known === undefined) {
    known = new LRUCache({ max: rankingsKept })
    rankings.set(context.db, known)
  }
  const present = known.get(at)
  if (present !== undefined) return present
  const made = makeRanking(context, at)
  known.set(at, made)
  made.catch(() => known.delete(at))
  return made
}

async function makeRanking({ db }: Context, at: number): Promise<Ranking> {
  const trending = await db.read.all<{ id: string }>(
    `SELECT t.id FROM (SELECT r.post_id AS id, COUNT(*) AS score FROM reactions r
         WHERE r.created_at > $1 AND r.created_at <= $2 GROUP BY r.post_id ORDER BY score DESC, r.post_id DESC LIMIT $3) t
       JOIN posts p ON p.id = t.id JOIN users a ON a.id = p.author_id
     WHERE ${openPostSql} AND a.status = 'active' ORDER BY t.score DESC, t.id DESC LIMIT $4`,
    [at - trendHours * hour, at, 2 * maxTrending, maxTrending],
  )
  const latest = await db.read.all<{ id: string }>(
    `SELECT p.id FROM posts p JOIN users a ON a.id = p.author_id
     WHERE p.created_at <= $1 AND ${openPostSql} AND a.status = 'active' ORDER BY p.id DESC LIMIT $2`,
    [at, maxNew],
  )
  const ids = [...new Set([...trending, ...latest].map(({ id }) => id))]
  return { ids, trending: trending.length }
}

function shownQuery(list: string) {
  return postQuery(
    `SELECT w.id, -w.place AS place FROM (${list}) w JOIN posts p ON p.id = w.id JOIN users a ON a.id = p.author_id
     WHERE ${openPostSql} AND a.id <> $1 AND ${visiblePersonSql('a', '$1')} AND NOT ${mutedSql('a.id', '$1', '$3')}
       AND NOT EXISTS (SELECT 1 FROM hidden_posts h WHERE h.user_id = $1 AND h.post_id = w.id)`,
  )
}

const shown: Record<Dialect, ReturnType<typeof shownQuery>> = {
  sqlite: shownQuery('SELECT value AS id, key AS place FROM json_each($2)'),
  postgres: shownQuery(
    'SELECT item AS id, number - 1 AS place FROM json_array_elements_text($2::json) WITH ORDINALITY AS e (item, number)',
  ),
}

/**
 * Public posts of others: first those with most reactions of late, then the newest. What is blocked, muted or put aside is
 * left out. Throws `cursor_invalid`.
 */
export async function explore(context: Context, input: ListInput): Promise<Page<ExploreRow>> {
  const { userId } = personOf(context.actor)
  const list = `explore:${userId}`
  const now = context.now()
  const [at, start] =
    input.cursor === undefined
      ? [now - (now % rankingMs), 0]
      : (context.cursors.decode(list, input.cursor).map(Number) as [number, number])
  const { ids, trending } = await rankingAt(context, at)
  const items: ExploreRow[] = []
  let next = start
  while (next < ids.length && items.length < input.limit) {
    const some = ids.slice(next, next + 2 * input.limit)
    const rows = await readPlaced(context.db.read, shown[context.db.dialect], [userId, JSON.stringify(some), now])
    const wanted = rows.slice(0, input.limit - items.length)
    items.push(...wanted.map((row) => ({ ...row, isTrending: next - Number(row.place) < trending })))
    next = wanted.length < rows.length ? next - Number(wanted.at(-1)!.place) + 1 : next + some.length
  }
  return { items, nextCursor: next < ids.length ? context.cursors.encode(list, [at, next]) : null }
}
