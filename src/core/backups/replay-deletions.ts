import { placeholders } from '../../db/sql.ts'
import { eraseAgain, leaveAgain } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { type DeletedType, type Deletion, deletedTypes, findUndeleted, keepDeletions } from '../deletions/index.ts'
import { removeAgain } from '../media/index.ts'
import { applyToContent } from '../moderation/index.ts'

/** How many of each kind were deleted again. */
export type Replayed = Record<string, number>

const tables: Partial<Record<DeletedType, string>> = {
  user: 'users',
  post: 'posts',
  comment: 'comments',
  message: 'messages',
  media: 'media',
}

const atATime = 200

/**
 * Deletes again what a ledger says was deleted after the restored state was taken, and takes its entries over: accounts,
 * posts, comments, messages and media are erased as they were then, and accounts that were on their way out are so again.
 * What is gone already stays gone. May be repeated.
 */
export async function replayDeletions(context: Context, entries: AsyncIterable<Deletion[]>): Promise<Replayed> {
  const waiting = new Map<DeletedType, Deletion[]>(deletedTypes.map((type) => [type, []]))
  for await (const some of entries) {
    await context.write((unit) => keepDeletions(unit, some))
    for (const entry of await stillThere(context, some)) waiting.get(entry.subjectType)!.push(entry)
  }
  const replayed: Replayed = {}
  // Accounts first: most of the rest goes with them.
  for (const type of deletedTypes) {
    let count = 0
    for (const entry of waiting.get(type)!) if (await replay(context, entry)) count += 1
    if (count > 0) replayed[type] = count
  }
  const left = await findUndeleted(context.db.read)
  if (left.length > 0) throw new Error(`what was deleted is still there: ${JSON.stringify(left)}`)
  return replayed
}

async function stillThere(context: Context, entries: readonly Deletion[]): Promise<Deletion[]> {
  const found: Deletion[] = []
  for (const type of deletedTypes) {
    const own = entries.filter(({ subjectType }) => subjectType === type)
    for (let start = 0; start < own.length; start += atATime) {
      const some = own.slice(start, start + atATime)
      const rows = await context.db.read.all<{ id: string }>(
        `SELECT id FROM ${tables[type] ?? 'users'} WHERE id IN (${placeholders(some.length)})`,
        some.map(({ subjectId }) => subjectId),
      )
      const there = new Set(rows.map(({ id }) => id))
      found.push(...some.filter(({ subjectId }) => there.has(subjectId)))
    }
  }
  return found
}

function replay(context: Context, { subjectType, subjectId, deletedAt }: Deletion): Promise<boolean> {
  switch (subjectType) {
    case 'user':
      return eraseAgain(context, subjectId)
    case 'deletion-by-self':
    case 'deletion-by-operator':
      return leaveAgain(context, subjectId, { by: subjectType === 'deletion-by-self' ? 'self' : 'operator', deletedAt })
    case 'media':
      return context.write((unit) => removeAgain(unit, context, subjectId))
    default:
      return context.write(async (unit) => {
        const gone = `SELECT 1 FROM ${tables[subjectType]} WHERE id = $1${subjectType === 'message' ? ' AND deleted_at IS NULL' : ''}`
        if ((await unit.get(gone, [subjectId])) === undefined) return false
        await applyToContent(unit, context, 'delete', { type: subjectType, id: subjectId })
        return true
      })
  }
}
