import { placeholders } from '../../../db/sql.ts'
import { hour } from '../../../lib/clock.ts'
import type { Context } from '../../context.ts'

/** Seen again within this time is seen once, so that the end of a feed is an end. */
const againAfter = 6 * hour

/** Notes that a person has seen videos; they come last from now on. Ids of nothing are left out. Answers how many count. */
export function seeVideos(
  context: Context,
  input: { userId: string; ids: readonly string[] },
): Promise<{ seen: number }> {
  const now = context.now()
  const ids = [...new Set(input.ids)]
  return context.write(async (unit) => ({
    seen: await unit.run(
      `INSERT INTO video_seen (user_id, youtube_id, seen_at)
       SELECT CAST($1 AS TEXT), youtube_id, CAST($2 AS BIGINT) FROM videos
       WHERE youtube_id IN (${placeholders(ids.length, 4)}) ORDER BY youtube_id
       ON CONFLICT (user_id, youtube_id) DO UPDATE SET seen_at = excluded.seen_at
         WHERE video_seen.seen_at < $3`,
      [input.userId, now, now - againAfter, ...ids],
    ),
  }))
}

/** Marks a video that an app's player could not play, so that the next sweep looks at it. */
export function reportUnplayable(context: Context, youtubeId: string): Promise<{ noted: boolean }> {
  return context.write(async (unit) => {
    const noted = await unit.run('UPDATE videos SET recheck_at = $2 WHERE youtube_id = $1 AND recheck_at IS NULL', [
      youtubeId,
      context.now(),
    ])
    return { noted: noted === 1 }
  })
}
