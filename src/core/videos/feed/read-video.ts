import type { Reader } from '../../../db/sql.ts'
import { placeholders, rowQuery } from '../../../db/sql.ts'
import { type Page, pageOf } from '../../../lib/cursor.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { seenBy, type VideoRow, videoColumns } from './video-row.ts'

/** A video with what only its own page shows. */
export interface VideoDetailRow extends VideoRow {
  description: string
  language: string | null
}

const isShown = `v.format IN ('short', 'long') AND NOT EXISTS (SELECT 1 FROM video_hides h WHERE h.youtube_id = v.youtube_id)`

const one = rowQuery<VideoDetailRow>(
  { ...videoColumns('$2', seenBy('$2')), description: 'v.description', language: 'v.language' },
  `FROM videos v WHERE v.youtube_id = $1 AND ${isShown}`,
)

/** One video as a person sees it. Throws `not_found` for what is not stored or was hidden. */
export async function readVideo(context: Context, userId: string, youtubeId: string): Promise<VideoDetailRow> {
  const video = await context.db.read.row(one, [youtubeId, userId])
  if (video === undefined) throw notFound()
  return video
}

interface SavedRow extends VideoRow {
  saveId: string
}

const saved = rowQuery<SavedRow>(
  { ...videoColumns('$1', seenBy('$1')), saveId: 's.id' },
  `FROM video_saves s JOIN videos v ON v.youtube_id = s.youtube_id
   WHERE s.user_id = $1 AND s.id < $2 AND ${isShown} ORDER BY s.id DESC LIMIT $3`,
)

/** The videos a person has saved, newest save first. Throws `cursor_invalid`. */
export async function listSavedVideos(
  context: Context,
  input: { userId: string; limit: number; cursor: string | undefined },
): Promise<Page<VideoRow>> {
  const list = `saved-videos ${input.userId}`
  const before = input.cursor === undefined ? '~' : (context.cursors.decode(list, input.cursor)[0] as string)
  const rows = await context.db.read.rows(saved, [input.userId, before, input.limit + 1])
  return pageOf(
    rows,
    input.limit,
    (row): VideoRow => row,
    (row) => context.cursors.encode(list, [row.saveId]),
  )
}

/** Which of the ids are videos that may be shown: for messages and reports that name one. */
export async function shownVideoIds(reader: Reader, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await reader.all<{ youtubeId: string }>(
    `SELECT v.youtube_id FROM videos v WHERE v.youtube_id IN (${placeholders(ids.length)}) AND ${isShown}`,
    ids,
  )
  return new Set(rows.map(({ youtubeId }) => youtubeId))
}
