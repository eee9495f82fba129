import type { Unit } from '../../../db/unit.ts'
import { newId } from '../../../lib/ids.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { mostSaveLift, saveLift } from '../ingest/place.ts'
import { shownVideoIds } from './read-video.ts'

interface SaveInput {
  userId: string
  youtubeId: string
}

/** Whether a person has saved a video. */
export interface SaveState {
  youtubeId: string
  isSaved: boolean
}

/** Saves a video for later; it rises a little in everybody's feed. Saving twice is saving once. Throws `not_found`. */
export function saveVideo(context: Context, input: SaveInput): Promise<SaveState> {
  const { userId, youtubeId } = input
  return context.write(async (unit) => {
    if (!(await shownVideoIds(unit, [youtubeId])).has(youtubeId)) throw notFound()
    const saved = await unit.run(
      `INSERT INTO video_saves (user_id, youtube_id, id, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [userId, youtubeId, newId(context.now()), context.now()],
    )
    if (saved === 1) await lift(unit, youtubeId, saveLift, 0)
    return { youtubeId, isSaved: true }
  })
}

/** Takes a save back. What was not saved stays so. */
export function unsaveVideo(context: Context, input: SaveInput): Promise<SaveState> {
  const { userId, youtubeId } = input
  return context.write(async (unit) => {
    const removed = await unit.run('DELETE FROM video_saves WHERE user_id = $1 AND youtube_id = $2', [
      userId,
      youtubeId,
    ])
    if (removed === 1) await lift(unit, youtubeId, -saveLift, 1)
    return { youtubeId, isSaved: false }
  })
}

// Beyond a dozen saves nobody rises further, so neither does taking one of those back let anybody sink.
async function lift(unit: Unit, youtubeId: string, by: number, removed: 0 | 1): Promise<void> {
  const row = await unit.get<{ count: number }>('SELECT count(*) AS count FROM video_saves WHERE youtube_id = $1', [
    youtubeId,
  ])
  const most = (row?.count ?? 0) + removed
  if (most * saveLift > mostSaveLift) return
  await unit.run('UPDATE video_feed SET place = place + $2 WHERE youtube_id = $1', [youtubeId, by])
}
