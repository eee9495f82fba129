import { escapeLike, type Flag, type SqlValue } from '../../../db/sql.ts'
import { type Page, pageOf } from '../../../lib/cursor.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'

/** A video as operators see it. */
export interface OperatorVideoRow {
  youtubeId: string
  title: string
  channelId: string
  channelTitle: string
  /** short, long, or unknown while its shape is not. */
  kind: string
  kindReason: string
  /** One of the categories it is in, or null when it is in no feed. */
  category: string | null
  region: string
  viewCount: string | null
  durationSeconds: number
  publishedAt: number
  addedAt: number
  fetchedAt: number
  foundIn: string
  youtubeCategory: string
  madeForKids: Flag | null
  thumbnailUrl: string
  isHidden: Flag
}

export interface ListVideosInput {
  /** Words in the title or the channel's name. */
  query: string | undefined
  kind: string | undefined
  category: string | undefined
  region: string | undefined
  state: 'visible' | 'hidden' | undefined
  limit: number
  cursor: string | undefined
}

const columns = `v.youtube_id, v.title, v.channel_id, v.channel_title, v.format AS kind, v.format_reason AS kind_reason,
  (SELECT min(f.category) FROM video_feed f WHERE f.youtube_id = v.youtube_id AND f.category <> 'all') AS category,
  v.found_region AS region, v.view_count, v.duration_seconds, v.published_at, v.added_at, v.fetched_at, v.found_in,
  v.youtube_category, v.made_for_kids, v.thumbnail_url,
  EXISTS (SELECT 1 FROM video_hides h WHERE h.youtube_id = v.youtube_id) AS is_hidden`

/** Stored videos, the newest first. Throws `cursor_invalid`. */
export async function listVideos(context: Context, input: ListVideosInput): Promise<Page<OperatorVideoRow>> {
  const { query, kind, category, region, state } = input
  const list = `admin-videos ${JSON.stringify([query, kind, category, region, state])}`
  const params: SqlValue[] = []
  const where: string[] = []
  const add = (condition: (place: string) => string, value: SqlValue): void => {
    params.push(value)
    where.push(condition(`$${params.length}`))
  }
  if (input.cursor !== undefined) {
    const [addedAt, id] = context.cursors.decode(list, input.cursor)
    params.push(addedAt!, id!)
    where.push('(v.added_at, v.youtube_id) < ($1, $2)')
  }
  if (query !== undefined) {
    add(
      (place) => `(lower(v.title) LIKE ${place} ESCAPE '\\' OR lower(v.channel_title) LIKE ${place} ESCAPE '\\')`,
      words(query),
    )
  }
  if (kind !== undefined) add((place) => `v.format = ${place}`, kind)
  if (region !== undefined) add((place) => `v.found_region = ${place}`, region)
  if (category !== undefined) {
    add(
      (place) => `EXISTS (SELECT 1 FROM video_feed c WHERE c.youtube_id = v.youtube_id AND c.category = ${place})`,
      category,
    )
  }
  const isHidden = 'EXISTS (SELECT 1 FROM video_hides h WHERE h.youtube_id = v.youtube_id)'
  if (state !== undefined) where.push(state === 'hidden' ? isHidden : `NOT ${isHidden}`)
  params.push(input.limit + 1)
  const rows = await context.db.read.all<OperatorVideoRow>(
    `SELECT ${columns} FROM videos v ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
     ORDER BY v.added_at DESC, v.youtube_id DESC LIMIT $${params.length}`,
    params,
  )
  return pageOf(
    rows,
    input.limit,
    (row) => row,
    (row) => context.cursors.encode(list, [row.addedAt, row.youtubeId]),
  )
}

/** One stored video. Throws `not_found`. */
export async function readStoredVideo(context: Context, youtubeId: string): Promise<OperatorVideoRow> {
  const video = await context.db.read.get<OperatorVideoRow>(`SELECT ${columns} FROM videos v WHERE v.youtube_id = $1`, [
    youtubeId,
  ])
  if (video === undefined) throw notFound()
  return video
}

function words(query: string): string {
  return `%${escapeLike(query.toLowerCase())}%`
}
