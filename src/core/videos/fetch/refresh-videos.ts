import { day } from '../../../lib/clock.ts'
import { findsOf, ingestVideos } from '../ingest/ingest-videos.ts'
import { ask, type YoutubeWork } from '../work.ts'
import { idsPerCall } from './hydrate.ts'
import { removeGone } from './remove-videos.ts'

/** Nothing gets older than seven days without a look, so that there are three weeks for a look that fails. */
const refreshAfter = 6 * day
const shapeAfter = day

/** Which stored ids are due, as SQL with one moment; the oldest come first, because the terms bind them first. */
const due = {
  refresh: `SELECT youtube_id FROM videos WHERE fetched_at < $1 ORDER BY fetched_at, youtube_id LIMIT ${idsPerCall}`,
  shape: `SELECT youtube_id FROM videos WHERE format = 'unknown' AND fetched_at < $1 ORDER BY fetched_at LIMIT ${idsPerCall}`,
  recheck: `SELECT youtube_id FROM videos WHERE recheck_at <= $1 ORDER BY recheck_at LIMIT ${idsPerCall}`,
  saved: `SELECT DISTINCT s.youtube_id FROM video_saves s LEFT JOIN videos v ON v.youtube_id = s.youtube_id
          WHERE v.youtube_id IS NULL AND s.created_at <= $1 AND NOT EXISTS
            (SELECT 1 FROM video_rejects r WHERE r.youtube_id = s.youtube_id AND r.again_at > $1) LIMIT ${idsPerCall}`,
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
  let lastFirst: string | undefined
  for (;;) {
    const ids = (await context.db.read.all<{ youtubeId: string }>(which, [moment])).map(({ youtubeId }) => youtubeId)
    // The same ids again mean that they could not be read, and would be asked for until the quota is gone.
    if (ids.length === 0 || ids[0] === lastFirst) return
    lastFirst = ids[0]
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
