import { hour } from '../../lib/clock.ts'
import type { Context } from '../context.ts'

/** A file is counted for an item within so long, or its process has died. */
const claimLostMs = 2 * hour

const countOf = `((SELECT count(*) FROM media_files f WHERE f.file_key = stored_files.file_key)
  + (SELECT count(*) FROM held_media_files h WHERE h.file_key = stored_files.file_key))`

/**
 * Counts anew who refers to each stored file, items and what is held for cases, and answers how many counts differed; with
 * `repair` they are put right. Files that an upload under way can be holding are left alone.
 */
export async function recountFiles(context: Context, options: { repair: boolean }): Promise<number> {
  const wrong = `claimed_at < $1 AND refs <> ${countOf}`
  const before = [context.now() - claimLostMs]
  if (options.repair) {
    return context.write((unit) => unit.run(`UPDATE stored_files SET refs = ${countOf} WHERE ${wrong}`, before))
  }
  const found = await context.db.read.get<{ count: number }>(
    `SELECT count(*) AS count FROM stored_files WHERE ${wrong}`,
    before,
  )
  return found!.count
}
