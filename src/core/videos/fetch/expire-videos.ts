import { day } from '../../../lib/clock.ts'
import type { Context } from '../../context.ts'

/** YouTube's policies allow 30 days (III.E.4.d); one of them is kept in hand. */
export const longestKeptMs = 29 * day

const atATime = 500
const seenKeptMs = 45 * day
const deadKeptMs = 30 * day
const quotaKeptMs = 90 * day

/**
 * Removes everything of YouTube's that was fetched 29 days ago, whether or not it could be fetched again, and what the
 * feed has no use for any more: videos that no list has shown for `videos.keepDays` and nobody saved. Needs no key.
 */
export async function expireVideos(context: Context, signal: AbortSignal): Promise<Record<string, number>> {
  const now = context.now()
  const keptFor = context.settings.get('videos.keepDays') * day
  return {
    expired: await removeInParts(context, signal, 'SELECT youtube_id FROM videos WHERE fetched_at < $1', [
      now - longestKeptMs,
    ]),
    'let go': await removeInParts(
      context,
      signal,
      `SELECT youtube_id FROM videos v WHERE found_at < $1
         AND NOT EXISTS (SELECT 1 FROM video_saves s WHERE s.youtube_id = v.youtube_id)`,
      [now - keptFor],
    ),
    ...(await forgetLeftovers(context)),
  }
}

async function removeInParts(
  context: Context,
  signal: AbortSignal,
  which: string,
  params: readonly number[],
): Promise<number> {
  let removed = 0
  while (!signal.aborted) {
    const some = await context.db.transaction((unit) =>
      unit.run(`DELETE FROM videos WHERE youtube_id IN (${which} LIMIT ${atATime})`, params),
    )
    removed += some
    if (some < atATime) break
  }
  return removed
}

async function forgetLeftovers(context: Context): Promise<Record<string, number>> {
  const now = context.now()
  const oldestDay = new Date(now - quotaKeptMs).toISOString().slice(0, 10)
  return context.db.transaction(async (unit) => {
    await unit.run('DELETE FROM youtube_categories WHERE fetched_at < $1', [now - longestKeptMs])
    await unit.run('DELETE FROM video_rejects WHERE again_at < $1', [now])
    await unit.run('DELETE FROM video_seen WHERE seen_at < $1', [now - seenKeptMs])
    await unit.run('DELETE FROM video_sources WHERE dead_at < $1', [now - deadKeptMs])
    await unit.run('DELETE FROM quota_days WHERE day < $1', [oldestDay])
    await unit.run('DELETE FROM quota_spends WHERE day < $1', [oldestDay])
    return {}
  })
}
