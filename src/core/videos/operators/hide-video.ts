import type { Unit } from '../../../db/unit.ts'
import { type PlannedChange, recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { enabledCategories } from '../categories/read-categories.ts'
import { refileVideos } from '../ingest/refile-videos.ts'

/** Takes a video out of every feed, at once and whenever it is fetched again; answers whether it was shown before. */
export async function hideVideoIn(unit: Unit, context: Context, youtubeId: string): Promise<boolean> {
  const hidden = await unit.run(
    'INSERT INTO video_hides (youtube_id, hidden_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [youtubeId, context.now()],
  )
  await unit.run('DELETE FROM video_feed WHERE youtube_id = $1', [youtubeId])
  return hidden === 1
}

/** Brings a hidden video back to its feeds; answers whether it was hidden. */
export async function restoreVideoIn(unit: Unit, context: Context, youtubeId: string): Promise<boolean> {
  const restored = await unit.run('DELETE FROM video_hides WHERE youtube_id = $1', [youtubeId])
  await refileVideos(unit, context, await enabledCategories(context, unit), [youtubeId])
  return restored === 1
}

export type VideoOrder = 'hide' | 'restore'

/** Hides a video or brings it back, with its audit entry. Throws `not_found`. */
export function orderVideo(
  context: Context,
  input: { youtubeId: string; order: VideoOrder; reason: string },
): Promise<{ auditId: string }> {
  const { youtubeId, order, reason } = input
  return context.write(async (unit) => {
    const before = await isHidden(unit, youtubeId)
    if (order === 'hide') await hideVideoIn(unit, context, youtubeId)
    else await restoreVideoIn(unit, context, youtubeId)
    const auditId = await recordAudit(unit, context, {
      action: `video.${order}`,
      subjectType: 'video',
      subjectId: youtubeId,
      reason,
      before: { isHidden: before },
      after: { isHidden: order === 'hide' },
    })
    return { auditId }
  })
}

/** What the order would change. Throws `not_found`. */
export async function planVideoOrder(
  context: Context,
  input: { youtubeId: string; order: VideoOrder },
): Promise<PlannedChange[]> {
  const before = { isHidden: await isHidden(context.db.read, input.youtubeId) }
  const after = { isHidden: input.order === 'hide' }
  return [{ action: `video.${input.order}`, subject: { type: 'video', id: input.youtubeId }, before, after }]
}

async function isHidden(reader: Pick<Unit, 'get'>, youtubeId: string): Promise<boolean> {
  const row = await reader.get<{ video: number; hide: number }>(
    `SELECT (SELECT count(*) FROM videos WHERE youtube_id = $1) AS video,
            (SELECT count(*) FROM video_hides WHERE youtube_id = $1) AS hide`,
    [youtubeId],
  )
  if (row === undefined || row.video + row.hide === 0) throw notFound()
  return row.hide > 0
}
