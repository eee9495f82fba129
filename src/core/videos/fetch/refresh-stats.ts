import { day, hour } from '../../../lib/clock.ts'
import { type Asked, ask, type YoutubeWork } from '../work.ts'
import { idsPerCall } from './hydrate.ts'

/** Counts of newer videos are looked at daily; those of older ones come with their weekly refresh. */
const youngAge = 3 * day
const statsAfter = 20 * hour

interface Counts {
  id: string
  viewCount: string | null
  likeCount: string | null
  commentCount: string | null
}

/**
 * Brings the counts of the newer videos up to date from the bucket of their own, where a day has half a million ids. An
 * id that is no longer known there is marked for a real look.
 */
export async function refreshStats(on: YoutubeWork): Promise<void> {
  const { context, report } = on
  const now = context.now()
  const known = { usesBatch: context.settings.get('videos.statsMethod') === 'batchGetStats' }
  for (;;) {
    const rows = await context.db.read.all<{ youtubeId: string }>(
      `SELECT youtube_id FROM videos WHERE stats_at < $1 AND added_at > $2 ORDER BY stats_at, youtube_id LIMIT ${idsPerCall}`,
      [now - statsAfter, now - youngAge],
    )
    if (rows.length === 0) return
    const ids = rows.map(({ youtubeId }) => youtubeId)
    const asked = await askCounts(on, ids, known)
    if (asked.kind !== 'value') return
    await context.db.transaction(async (unit) => {
      const given = new Map(asked.value.map((counts) => [counts.id, counts]))
      for (const id of ids) {
        const counts = given.get(id)
        if (counts === undefined) {
          await unit.run('UPDATE videos SET stats_at = $2, recheck_at = $2 WHERE youtube_id = $1', [id, now])
          continue
        }
        await unit.run(
          'UPDATE videos SET view_count = $2, like_count = $3, comment_count = $4, stats_at = $5 WHERE youtube_id = $1',
          [id, counts.viewCount, counts.likeCount, counts.commentCount, now],
        )
      }
      report.count('counted', given.size)
      report.count('not known', ids.length - given.size)
    })
  }
}

async function askCounts(on: YoutubeWork, ids: string[], known: { usesBatch: boolean }): Promise<Asked<Counts[]>> {
  const { youtube, signal } = on
  if (known.usesBatch) {
    const asked = await ask(on, async () => {
      const { items } = await youtube.batchGetStats({ ids, signal })
      return items.map(({ id, statistics }) => countsOf(id, statistics))
    })
    if (asked.kind !== 'wrong') return asked
    // A project whose key this young method does not accept gets the counts from the general bucket.
    known.usesBatch = false
  }
  return ask(on, async () => {
    const { items } = await youtube.listVideos({ ids, parts: ['statistics'], signal })
    return items.map(({ id, statistics }) => countsOf(id, statistics))
  })
}

function countsOf(id: string, statistics: Omit<Counts, 'id'> | null): Counts {
  const { viewCount = null, likeCount = null, commentCount = null } = statistics ?? {}
  return { id, viewCount, likeCount, commentCount }
}
