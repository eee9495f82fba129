import type { Reader } from '../../db/sql.ts'
import type { DeletedType, Deletion } from './ledger.ts'

const atATime = 1000

/** Every entry made since a moment, oldest kinds first, some at a time. */
export async function* readDeletions(reader: Reader, since: number): AsyncGenerator<Deletion[]> {
  for (let after = { type: '', id: '' }; ; ) {
    const some = await reader.all<Deletion>(
      `SELECT subject_type, subject_id, deleted_at FROM deletions
       WHERE (subject_type, subject_id) > ($1, $2) AND deleted_at >= $3
       ORDER BY subject_type, subject_id LIMIT $4`,
      [after.type, after.id, since, atATime],
    )
    if (some.length > 0) yield some
    if (some.length < atATime) return
    const last = some.at(-1)!
    after = { type: last.subjectType, id: last.subjectId }
  }
}

// What must not be there any more once the ledger says that it is gone.
const remains: Record<Exclude<DeletedType, 'deletion-by-self' | 'deletion-by-operator'>, string> = {
  user: 'SELECT 1 FROM users x WHERE x.id = d.subject_id',
  post: 'SELECT 1 FROM posts x WHERE x.id = d.subject_id',
  comment: 'SELECT 1 FROM comments x WHERE x.id = d.subject_id',
  message: 'SELECT 1 FROM messages x WHERE x.id = d.subject_id AND x.deleted_at IS NULL',
  media: 'SELECT 1 FROM media x WHERE x.id = d.subject_id',
}

/** Entries of the ledger whose subject is still there, by kind: none, unless a backup was put in place without them. */
export async function findUndeleted(reader: Reader): Promise<{ subjectType: DeletedType; count: number }[]> {
  const found: { subjectType: DeletedType; count: number }[] = []
  for (const [subjectType, query] of Object.entries(remains)) {
    const row = await reader.get<{ count: number }>(
      `SELECT count(*) AS count FROM deletions d WHERE d.subject_type = $1 AND EXISTS (${query})`,
      [subjectType],
    )
    if (row!.count > 0) found.push({ subjectType: subjectType as DeletedType, count: row!.count })
  }
  return found
}
