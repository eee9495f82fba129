import { rowQuery } from '../../../db/sql.ts'
import { type Page, pageOf } from '../../../lib/cursor.ts'
import type { Context } from '../../context.ts'
import { invalidField } from '../../errors.ts'
import { enabledCategories } from '../categories/read-categories.ts'
import { allCategories } from '../ingest/admission.ts'
import { isOpenIn } from '../ingest/refile-videos.ts'
import { type VideoRow, videoColumns } from './video-row.ts'

export interface FeedInput {
  userId: string
  kind: 'short' | 'long'
  /** Without it: everything. */
  category: string | undefined
  /** Without it: the first region of the installation. */
  region: string | undefined
  limit: number
  cursor: string | undefined
}

/** Why a feed is empty; null when it is not. */
export type EmptyReason = 'no_key' | 'preparing' | 'nothing_here'

export interface FeedPage extends Page<VideoRow> {
  /** Whose videos these are: the region asked for, or the fallback. */
  region: string
  reason: EmptyReason | null
}

interface FeedRow extends VideoRow {
  /** What the page is sorted by: the place in the feed, or when it was seen. */
  sort: number
}

// The inner select finds the page on the index alone; only those twenty are joined with what is shown of them.
const unseen = rowQuery<FeedRow>(
  { ...videoColumns('$6', 'p.is_seen'), sort: 'p.sort' },
  `FROM (
     SELECT f.youtube_id, f.place AS sort, 1 = 0 AS is_seen FROM video_feed f
     WHERE f.region = $1 AND f.category = $2 AND f.kind = $3 AND (f.place, f.youtube_id) < ($4, $5)
       AND NOT EXISTS (SELECT 1 FROM video_seen s WHERE s.user_id = $6 AND s.youtube_id = f.youtube_id)
     ORDER BY f.place DESC, f.youtube_id DESC LIMIT $7
   ) p JOIN videos v ON v.youtube_id = p.youtube_id ORDER BY p.sort DESC, p.youtube_id DESC`,
  { remembered: 5000 },
)

const seen = rowQuery<FeedRow>(
  { ...videoColumns('$6', 'p.is_seen'), sort: 'p.sort' },
  `FROM (
     SELECT s.youtube_id, s.seen_at AS sort, 1 = 1 AS is_seen FROM video_seen s
     JOIN video_feed f ON f.youtube_id = s.youtube_id AND f.region = $1 AND f.category = $2
     WHERE s.user_id = $6 AND f.kind = $3 AND (s.seen_at, s.youtube_id) > ($4, $5)
     ORDER BY s.seen_at, s.youtube_id LIMIT $7
   ) p JOIN videos v ON v.youtube_id = p.youtube_id ORDER BY p.sort, p.youtube_id`,
)

type Part = 'new' | 'seen'
type Key = readonly [part: Part, region: string, sort: number, youtubeId: string]

const beforeAll: Record<Part, { sort: number; id: string }> = {
  new: { sort: Number.MAX_SAFE_INTEGER, id: '~' },
  seen: { sort: -1, id: '' },
}

/**
 * A page of the feed from what is stored: what the person has not seen in the feed's order, then what they have seen, the
 * longest ago first. A region that is not fetched, or has nothing of the category, gets the fallback region's videos,
 * without those that may not be shown there. Throws `cursor_invalid`, and `validation_failed` for an unknown category.
 */
export async function readFeed(context: Context, input: FeedInput): Promise<FeedPage> {
  const [fallback = ''] = context.instance.videoRegions
  const asked = input.region ?? fallback
  const list = `videos ${input.kind} ${input.category ?? ''} ${asked} ${input.userId}`
  if (input.cursor !== undefined) {
    const key = context.cursors.decode(list, input.cursor) as unknown as Key
    return readPage(context, input, list, asked, key)
  }
  const home = context.instance.videoRegions.includes(asked) ? asked : fallback
  const page = await readPage(context, input, list, asked, startOf('new', home))
  if (page.items.length > 0) return page
  const other = home === fallback ? page : await readPage(context, input, list, asked, startOf('new', fallback))
  return other.items.length > 0 ? other : { ...other, reason: await whyEmpty(context, input) }
}

function startOf(part: Part, region: string): Key {
  return [part, region, beforeAll[part].sort, beforeAll[part].id]
}

async function readPage(
  context: Context,
  input: FeedInput,
  list: string,
  asked: string,
  [part, region, sort, id]: Key,
): Promise<FeedPage> {
  const read = (query: typeof unseen, from: number, after: string, limit: number) =>
    context.db.read.rows(query, [region, input.category ?? allCategories, input.kind, from, after, input.userId, limit])
  const rows = await read(part === 'new' ? unseen : seen, sort, id, input.limit + 1)
  if (part === 'new' && rows.length <= input.limit) {
    rows.push(...(await read(seen, beforeAll.seen.sort, beforeAll.seen.id, input.limit + 1 - rows.length)))
  }
  const { items, nextCursor } = pageOf(
    rows,
    input.limit,
    (row): VideoRow => row,
    (row) => context.cursors.encode(list, [row.isSeen ? 'seen' : 'new', region, row.sort, row.youtubeId]),
  )
  // Of another region's videos some may not be shown here; the page is then a little shorter.
  const shown = asked === region ? items : items.filter((video) => isOpenIn(video, asked))
  return { items: shown, nextCursor, region, reason: null }
}

async function whyEmpty(context: Context, input: FeedInput): Promise<EmptyReason> {
  if (input.category !== undefined) {
    const known = (await enabledCategories(context)).some(({ slug }) => slug === input.category)
    if (!known) throw invalidField('category', 'There is no such category; GET /videos/categories lists them.')
  }
  if (context.clients.youtube === null) return 'no_key'
  const any = await context.db.read.get('SELECT youtube_id FROM video_feed LIMIT 1')
  return any === undefined ? 'preparing' : 'nothing_here'
}
