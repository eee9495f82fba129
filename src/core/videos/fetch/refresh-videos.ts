import { day } from '../../../lib/clock.ts'
import { findsOf, ingestVideos } from '../ingest/ingest-videos.ts'
import { ask, type YoutubeWork } from '../work.ts'
import { idsPerCall } from './hydrate.ts'
import { removeGone } from './remove-videos.ts'

/** Nothing gets older than seven days without a look, so that there are three weeks for a look that fails. */
const refreshAfter = 6 * day
const shapeAfter = day

/** Which stored ids are due, as SQL with a moment and a number; the oldest come first, because the terms bind them first. */
const due = {
  refresh: `SELECT youtube_id FROM videos WHERE fetched_at < $1 ORDER BY fetched_at, youtube_id LIMIT $2`,
  shape: `SELECT youtube_id FROM videos WHERE format = 'unknown' AND fetched_at < $1 ORDER BY fetched_at, youtube_id LIMIT $2`,
  recheck: `SELECT youtube_id FROM videos WHERE recheck_at <= $1 ORDER BY recheck_at, youtube_id LIMIT $2`,
  saved: `SELECT DISTINCT s.youtube_id FROM video_saves s LEFT JOIN videos v ON v.youtube_id = s.youtube_id
          WHERE v.youtube_id IS NULL AND s.created_at <= $1 AND NOT EXISTS
            (SELECT 1 FROM video_rejects r WHERE r.youtube_id = s.youtube_id AND r.again_at > $1) ORDER BY s.youtube_id LIMIT $2`,
} as const

/**
 * Looks again at what is older than six days, at what came without a shape a day ago, and at saved videos that had to be
 * let go, fifty a unit. What YouTube no longer gives, or no longer allows to be shown, goes at once.
 */
export async function refreshVideos(on: YoutubeWork): Promise<void> {
  const now = on.context.now()
  await lookAgain(on, due.refresh, now - refreshAfter)
  await lookAgain(on, due.shape, now - shapeAfter)
  await lookAgain(on, due.saved, now)
}

/** Looks at videos that somebody could not play, or that the statistics no longer knew. */
export function sweepDeadVideos(on: YoutubeWork): Promise<void> {
  return lookAgain(on, due.recheck, on.context.now())
}

async function lookAgain(on: YoutubeWork, which: string, moment: number): Promise<void> {
  const { context, youtube, signal, report } = on
  const looked = new Set<string>()
  // What is due still after a look could not be read. It is passed by, so that it neither costs quota without end nor keeps
  // those behind it from their turn.
  let unread = 0
  for (;;) {
    const most = idsPerCall + unread
    const rows = await context.db.read.all<{ youtubeId: string }>(which, [moment, most])
    const waiting = rows.map(({ youtubeId }) => youtubeId).filter((id) => !looked.has(id))
    unread = rows.length - waiting.length
    if (waiting.length === 0 && rows.length < most) return
    if (waiting.length === 0) continue
    const ids = waiting.slice(0, idsPerCall)
    for (const id of ids) looked.add(id)
    const asked = await ask(on, () => youtube.listVideos({ ids, signal }))
    if (asked.kind !== 'value') return
    const { items, missingIds } = asked.value
    const counts = await ingestVideos(context, youtube, findsOf(items, null))
    const gone = await context.db.transaction(async (unit) => {
      const removed = await removeGone(unit, missingIds)
      // Those that were there but could not be read wait for the next run.
      for (const id of ids) await unit.run('UPDATE videos SET recheck_at = NULL WHERE youtube_id = $1', [id])
      return removed
    })
    report.count('looked at', ids.length)
    report.count('gone', gone)
    report.count('removed', counts.removed)
  }
}
