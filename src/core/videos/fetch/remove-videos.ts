import { placeholders } from '../../../db/sql.ts'
import type { Unit } from '../../../db/unit.ts'

/** Removes videos that YouTube no longer gives, together with what people saved and saw of them. */
export async function removeGone(unit: Unit, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const list = placeholders(ids.length)
  await unit.run(`DELETE FROM video_saves WHERE youtube_id IN (${list})`, ids)
  await unit.run(`DELETE FROM video_seen WHERE youtube_id IN (${list})`, ids)
  return unit.run(`DELETE FROM videos WHERE youtube_id IN (${list})`, ids)
}
