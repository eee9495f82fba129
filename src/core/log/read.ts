import type { Reader } from '../../db/sql.ts'

/** One entry as it is read: whose log, where in it, and the references it holds. */
export interface LogRow {
  userId: string
  seq: number
  type: string
  subjectId: string
  detail: Record<string, string | number | boolean | null>
  createdAt: number
}

interface StoredRow extends Omit<LogRow, 'detail'> {
  detail: string | null
}

/** How far a person's log reaches. */
export interface LogBounds {
  /** The last entry written; 0 for a log without entries. */
  last: number
  /** The last entry that is no longer kept; 0 when all are. */
  pruned: number
}

/** The bounds of a person's log. */
export async function readLogBounds(reader: Reader, userId: string): Promise<LogBounds> {
  const head = await reader.get<{ lastSeq: number; prunedSeq: number }>(
    'SELECT last_seq, pruned_seq FROM event_heads WHERE user_id = $1',
    [userId],
  )
  return { last: head?.lastSeq ?? 0, pruned: head?.prunedSeq ?? 0 }
}

/** Up to `limit` entries of one person after `since`, in the log's order. */
export async function readLog(reader: Reader, userId: string, since: number, limit: number): Promise<LogRow[]> {
  const rows = await reader.all<StoredRow>(
    `SELECT user_id, seq, type, subject_id, detail, created_at FROM events
     WHERE user_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    [userId, since, limit],
  )
  return rows.map(parsed)
}

const readAfter = {
  sqlite: `SELECT e.user_id, e.seq, e.type, e.subject_id, e.detail, e.created_at
    FROM json_each($1) p JOIN events e ON e.user_id = p.value ->> 0 AND e.seq > p.value ->> 1
    ORDER BY e.user_id, e.seq LIMIT $2`,
  postgres: `SELECT e.user_id, e.seq, e.type, e.subject_id, e.detail, e.created_at
    FROM json_array_elements($1::json) p JOIN events e ON e.user_id = p ->> 0 AND e.seq > (p ->> 1)::bigint
    ORDER BY e.user_id, e.seq LIMIT $2`,
}

/** What came after the given positions in the logs of many people, in one question. */
export async function readLogsAfter(
  reader: Reader,
  positions: readonly (readonly [userId: string, since: number])[],
  limit: number,
): Promise<LogRow[]> {
  const rows = await reader.all<StoredRow>(readAfter[reader.dialect], [JSON.stringify(positions), limit])
  return rows.map(parsed)
}

const headsOf = {
  sqlite: `SELECT h.user_id, h.last_seq FROM json_each($1) p JOIN event_heads h ON h.user_id = p.value`,
  postgres: `SELECT h.user_id, h.last_seq FROM json_array_elements_text($1::json) p JOIN event_heads h ON h.user_id = p`,
}

/** The last positions of many people's logs, for finding news whose bell was lost. */
export async function readLogHeads(reader: Reader, people: readonly string[]): Promise<Map<string, number>> {
  const rows = await reader.all<{ userId: string; lastSeq: number }>(headsOf[reader.dialect], [JSON.stringify(people)])
  return new Map(rows.map((row) => [row.userId, row.lastSeq]))
}

function parsed(row: StoredRow): LogRow {
  return { ...row, detail: row.detail === null ? {} : (JSON.parse(row.detail) as LogRow['detail']) }
}
