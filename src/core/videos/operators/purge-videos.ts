import type { SqlValue } from '../../../db/sql.ts'
import { second } from '../../../lib/clock.ts'
import { type PlannedChange, recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'

export interface PurgeInput {
  /** Only videos of this category. */
  category: string | undefined
  /** Only what was fetched longer ago. */
  olderThanSeconds: number | undefined
  /** Also every id that points at YouTube: channels, saves, what people have seen. For the end of the agreement. */
  allYoutubeData: boolean
}

const atATime = 500

/**
 * Removes stored videos: all of them, or those of a category or an age. The decision is audited first, then the videos go
 * in parts, so that the server goes on meanwhile. What is still wanted, the jobs fetch again.
 */
export async function purgeVideos(
  context: Context,
  input: PurgeInput & { reason: string },
): Promise<{ auditId: string; removed: number }> {
  const { where, params } = chosen(context, input)
  const auditId = await context.write(async (unit) => {
    const before = await unit.get<{ count: number }>(`SELECT count(*) AS count FROM videos v ${where}`, params)
    return recordAudit(unit, context, {
      action: 'video.purge',
      subjectType: 'video',
      subjectId: input.category ?? 'all',
      reason: input.reason,
      before: { videos: before?.count ?? 0 },
      after: { ...input, videos: 0 },
    })
  })
  let removed = 0
  for (;;) {
    const some = await context.db.transaction((unit) =>
      unit.run(
        `DELETE FROM videos WHERE youtube_id IN (SELECT v.youtube_id FROM videos v ${where} LIMIT ${atATime})`,
        params,
      ),
    )
    removed += some
    if (some < atATime) break
  }
  if (input.allYoutubeData) await removeReferences(context)
  // Charts and searches are due again at once, or the feed would stay empty until their next turn.
  else
    await context.db.transaction((unit) =>
      unit.run(`UPDATE video_sources SET next_at = $1 WHERE kind <> 'uploads'`, [context.now()]),
    )
  return { auditId, removed }
}

/** What a purge would remove. */
export async function planPurge(context: Context, input: PurgeInput): Promise<PlannedChange[]> {
  const { where, params } = chosen(context, input)
  const row = await context.db.read.get<{ count: number }>(`SELECT count(*) AS count FROM videos v ${where}`, params)
  return [
    {
      action: 'video.purge',
      subject: { type: 'video', id: input.category ?? 'all' },
      before: { videos: row?.count ?? 0 },
      after: { videos: 0 },
    },
  ]
}

function chosen(context: Context, input: PurgeInput): { where: string; params: SqlValue[] } {
  const conditions: string[] = []
  const params: SqlValue[] = []
  if (input.category !== undefined) {
    params.push(input.category)
    conditions.push(
      `EXISTS (SELECT 1 FROM video_feed f WHERE f.youtube_id = v.youtube_id AND f.category = $${params.length})`,
    )
  }
  if (input.olderThanSeconds !== undefined) {
    params.push(context.now() - input.olderThanSeconds * second)
    conditions.push(`v.fetched_at < $${params.length}`)
  }
  return { where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, params }
}

async function removeReferences(context: Context): Promise<void> {
  for (const table of [
    'video_saves',
    'video_seen',
    'video_sources',
    'video_rejects',
    'video_hides',
    'youtube_categories',
  ]) {
    await context.db.transaction((unit) => unit.run(`DELETE FROM ${table}`))
  }
}
