import { LRUCache } from 'lru-cache'
import { day, hour } from '../../lib/clock.ts'
import type { Page } from '../../lib/cursor.ts'
import { firstIdAt, idTime } from '../../lib/ids.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { mutedSql } from '../people/index.ts'
import { afterAll, type ListInput, postPage, startOf } from './list.ts'
import { type PlacedPost, type PostRow, postQuery, readPlaced } from './post-rows.ts'

/** Why a post is in somebody's home feed. */
export type FeedReason = 'own' | 'following'

export interface FeedRow extends PostRow {
  reason: FeedReason
}

// The ids come from the index of posts by author alone; only those shown are joined. Posts of muted people and posts put
// aside are left out here, so that a page is full; what has become invisible is left out of the page when it is read.
// CROSS JOIN keeps SQLite from walking all posts to find those of the few who are followed.
const feed = postQuery<{ reason: string }>(
  `SELECT f.id, f.id AS place, f.reason FROM (
     SELECT p.id, 'following' AS reason FROM followers w CROSS JOIN posts p
       WHERE w.follower_id = $1 AND w.state = 'accepted' AND p.author_id = w.followee_id
         AND p.hidden_at IS NULL AND p.id < $2 AND p.id > $3
         AND NOT ${mutedSql('w.followee_id', '$1', '$5')}
     UNION ALL
     SELECT p.id, 'own' AS reason FROM posts p
       WHERE p.author_id = $1 AND p.hidden_at IS NULL AND p.id < $2 AND p.id > $3
   ) f
   WHERE NOT EXISTS (SELECT 1 FROM hidden_posts h WHERE h.user_id = $1 AND h.post_id = f.id)
   ORDER BY f.id DESC LIMIT $4`,
  { reason: 'k.reason' },
  { remembered: 5000 },
)

/**
 * How far back a look reaches, in ms: far enough for a page, since every post in reach is looked at. What filled a page of
 * a person last time tells how far the next has to; whoever is new begins with some days. A page that is not filled looks
 * further, and at last at everything.
 */
const firstReach = 4 * day
const furtherTimes = 15
const leastReach = hour
const spare = 1.5

// A guess that is wrong costs a second look and changes nothing else, so it may be forgotten, or be another process's.
const reaches = new LRUCache<string, number>({ max: 50_000 })

/** The home feed: posts of those the person follows and their own, strictly newest first. Throws `cursor_invalid`. */
export async function readFeed(context: Context, input: ListInput): Promise<Page<FeedRow>> {
  const { userId } = personOf(context.actor)
  const list = `feed:${userId}`
  const before = startOf(context, list, input)
  const from = before === afterAll ? context.now() : idTime(before)
  const wanted = input.limit + 1
  const read = (reach: number) => {
    const after = Number.isFinite(reach) ? firstIdAt(Math.floor(from - reach)) : ''
    return readPlaced(context.db.read, feed, [userId, before, after, wanted, context.now()])
  }
  let reach = reaches.get(userId) ?? firstReach
  let rows = await read(reach)
  while (rows.length < wanted && Number.isFinite(reach)) {
    reach = reach < furtherTimes * firstReach ? Math.max(reach, firstReach) * furtherTimes : Number.POSITIVE_INFINITY
    rows = await read(reach)
  }
  const isFilled = rows.length === wanted
  reaches.set(
    userId,
    isFilled ? Math.max(leastReach, (from - idTime(rows.at(-1)!.id)) * spare) : Number.POSITIVE_INFINITY,
  )
  return postPage(context, list, rows, input.limit) as Page<PlacedPost & FeedRow>
}
