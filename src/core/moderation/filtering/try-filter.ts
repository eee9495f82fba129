import { z } from 'zod'
import { day } from '../../../lib/clock.ts'
import type { Context } from '../../context.ts'
import { compileFilter, filterPattern } from '../../filters/index.ts'
import { attachedHashes, attachedWords } from '../../media/index.ts'

/** A thing that a filter would have caught. */
export interface CaughtRow {
  type: 'post' | 'comment' | 'user'
  id: string
  authorId: string
  authorName: string
  text: string
  createdAt: number
}

export const tryFilterInput = filterPattern.extend({
  since: z.iso.datetime().max(40).optional().describe('How far back; 30 days if absent.'),
})

const attachments = { post: 'post', comment: null, user: 'photo' } as const
const none: ReadonlyMap<string, string[]> = new Map()
const no: ReadonlyMap<string, string> = new Map()

const batch = 500
const mostLookedAt = 50_000
const mostShown = 100

const sources: Record<CaughtRow['type'], string> = {
  post: `SELECT c.id, c.author_id, u.username AS author_name, c.caption AS text, c.created_at
    FROM posts c JOIN users u ON u.id = c.author_id`,
  comment: `SELECT c.id, c.author_id, u.username AS author_name, c.text, c.created_at
    FROM comments c JOIN users u ON u.id = c.author_id`,
  user: `SELECT c.id, c.id AS author_id, c.username AS author_name, c.display_name || '\n' || c.bio || '\n' || COALESCE(c.link, '') AS text, c.created_at
    FROM users c`,
}

/**
 * What a filter would have caught among what was published, newest first, without effect; private messages are left out. At most 50,000 of
 * each kind are looked at. Throws `validation_failed` for a pattern that is none.
 */
export async function tryFilter(
  context: Context,
  input: z.output<typeof tryFilterInput>,
): Promise<{ checked: number; matched: number; items: CaughtRow[] }> {
  const matches = compileFilter(input.kind, input.pattern)
  const imageDistance = context.settings.get('moderation.imageDistance')
  const since = input.since === undefined ? context.now() - 30 * day : Date.parse(input.since)
  const found = { checked: 0, matched: 0, items: [] as CaughtRow[] }
  for (const type of ['post', 'comment', 'user'] as const) {
    let before = '~'
    for (let looked = 0; looked < mostLookedAt; looked += batch) {
      const rows = await context.db.read.all<Omit<CaughtRow, 'type'>>(
        `${sources[type]} WHERE c.id < $1 AND c.created_at >= $2 ORDER BY c.id DESC LIMIT ${batch}`,
        [before, since],
      )
      found.checked += rows.length
      const ids = rows.map(({ id }) => id)
      const attached = attachments[type]
      const hashes =
        input.kind === 'image' && attached !== null ? await attachedHashes(context.db.read, attached, ids) : none
      const words =
        input.kind !== 'image' && attached !== null ? await attachedWords(context.db.read, attached, ids) : no
      for (const row of rows) {
        const text = `${row.text}${words.get(row.id) ?? ''}`
        if (!matches({ text, imageHashes: hashes.get(row.id) ?? [], imageDistance })) continue
        found.matched += 1
        if (found.items.length < mostShown) found.items.push({ type, ...row, text })
      }
      if (rows.length < batch) break
      before = rows.at(-1)!.id
    }
  }
  return found
}
