import { placeholders, tuples } from '../../../db/sql.ts'
import type { Unit } from '../../../db/unit.ts'
import type { Context } from '../../context.ts'

export type SourceKind = 'chart' | 'search' | 'uploads'

/** A list on YouTube that videos are taken from, and when it is to be looked at next. */
export interface SourceRow {
  id: string
  kind: SourceKind
  region: string
  /** Our category, for searches and channels. */
  category: string | null
  /** YouTube's category, for charts; null for the general one. For searches: short or long. */
  youtubeCategory: string | null
  channelId: string | null
  playlistId: string | null
  turn: number
  polls: number
  found: number
  fetchedAt: number | null
  nextAt: number
}

const columns =
  'id, kind, region, category, youtube_category, channel_id, playlist_id, turn, polls, found, fetched_at, next_at'

/** What a new source is made of. */
export type NewSource = Omit<SourceRow, 'turn' | 'polls' | 'found' | 'playlistId' | 'fetchedAt'>

/** At most so many sources in one statement. */
const atATime = 100

/** Adds those sources that are not there yet. */
export async function addSources(unit: Unit, context: Context, sources: readonly NewSource[]): Promise<number> {
  let added = 0
  for (let start = 0; start < sources.length; start += atATime) {
    const some = sources.slice(start, start + atATime)
    added += await unit.run(
      `INSERT INTO video_sources (id, kind, region, category, youtube_category, channel_id, next_at, added_at)
       VALUES ${tuples(some.length, 8)} ON CONFLICT DO NOTHING`,
      some.flatMap((one) => [
        one.id,
        one.kind,
        one.region,
        one.category,
        one.youtubeCategory,
        one.channelId,
        one.nextAt,
        context.now(),
      ]),
    )
  }
  return added
}

/** The sources of a kind that are due, the longest waiting first; every living one when `all` is set. */
export function dueSources(
  context: Context,
  kind: SourceKind,
  options: { limit: number; all?: boolean },
): Promise<SourceRow[]> {
  return context.db.read.all<SourceRow>(
    `SELECT ${columns} FROM video_sources
     WHERE kind = $1 AND next_at <= $2 AND dead_at IS NULL ORDER BY next_at, id LIMIT $3`,
    [kind, options.all ? Number.MAX_SAFE_INTEGER : context.now(), options.limit],
  )
}

/** Records that sources were looked at, what each gave, and when it is to be looked at again. */
export function noteFetched(
  context: Context,
  outcomes: readonly { id: string; nextAt: number; found: number }[],
): Promise<void> {
  return context.db.transaction(async (unit) => {
    for (const { id, nextAt, found } of outcomes) {
      await unit.run(
        `UPDATE video_sources SET fetched_at = $2, next_at = $3, found = found + $4, polls = polls + 1, turn = turn + 1
         WHERE id = $1`,
        [id, context.now(), nextAt, found],
      )
    }
  })
}

/** Puts a source off without counting it as looked at. */
export function postpone(context: Context, id: string, nextAt: number): Promise<unknown> {
  return context.db.transaction((unit) => unit.run('UPDATE video_sources SET next_at = $2 WHERE id = $1', [id, nextAt]))
}

/** Marks sources as gone or useless; they are not looked at again, and forgotten after a while. */
export function burySources(context: Context, ids: readonly string[]): Promise<unknown> {
  if (ids.length === 0) return Promise.resolve()
  return context.db.transaction((unit) =>
    unit.run(`UPDATE video_sources SET dead_at = $1 WHERE id IN (${placeholders(ids.length, 2)})`, [
      context.now(),
      ...ids,
    ]),
  )
}
