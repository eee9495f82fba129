import { z } from 'zod'
import type { Reader } from '../../db/sql.ts'
import { pageQuery } from '../../lib/fields.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'

/** An entry as it was written, with the entry that undid it. */
export interface AuditRow {
  id: string
  actorKind: string
  actorId: string | null
  actorName: string
  door: string
  action: string
  subjectType: string
  subjectId: string
  subjectName: string | null
  reason: string | null
  beforeState: string | null
  afterState: string | null
  undoOf: string | null
  undoneBy: string | null
  requestId: string | null
  createdAt: number
}

const select = `SELECT e.id, e.actor_kind, e.actor_id, e.actor_name, e.door, e.action, e.subject_type, e.subject_id,
    e.reason, e.before_state, e.after_state, e.undo_of, e.request_id, e.created_at, s.username AS subject_name,
    (SELECT x.id FROM audit_entries x WHERE x.undo_of = e.id) AS undone_by
  FROM audit_entries e LEFT JOIN users s ON e.subject_type = 'user' AND s.id = e.subject_id`

export const listAuditInput = pageQuery({
  actor: z.string().min(1).max(64).optional().describe('Only what this operator or machine did.'),
  subject: z.string().min(1).max(64).optional().describe('Only what was done to it: an id, or a user name.'),
  action: z.string().min(1).max(60).optional(),
  since: z.iso.datetime().max(40).optional(),
})

const list = 'admin-audit'

/** Audit entries, newest first; one row more than `limit` when there are more. */
export function listAudit(context: Context, input: z.output<typeof listAuditInput>): Promise<AuditRow[]> {
  const before = input.cursor === undefined ? '~' : String(context.cursors.decode(list, input.cursor)[0])
  return context.db.read.all<AuditRow>(
    `${select} WHERE e.id < $1 AND ($2 = '' OR e.actor_name = $2) AND ($3 = '' OR e.action = $3)
       AND ($4 = '' OR e.subject_id = $4 OR s.username = $4) AND e.created_at >= $5
     ORDER BY e.id DESC LIMIT $6`,
    [
      before,
      input.actor ?? '',
      input.action ?? '',
      input.subject ?? '',
      input.since === undefined ? 0 : Date.parse(input.since),
      input.limit + 1,
    ],
  )
}

/** The cursor that goes on behind an entry of the list. */
export function auditCursor(context: Context, row: AuditRow): string {
  return context.cursors.encode(list, [row.id])
}

/** One entry. Throws `not_found`. */
export async function readAudit(reader: Reader, id: string): Promise<AuditRow> {
  const row = await reader.get<AuditRow>(`${select} WHERE e.id = $1`, [id])
  if (row === undefined) throw notFound()
  return row
}
