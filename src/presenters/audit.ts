import { z } from 'zod'
import type { AuditRow } from '../core/audit/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'

const id = z.string().max(36)

const state = z.record(z.string().max(100), z.unknown()).nullable()

/** An audit entry as lists show it. */
export const auditEntryShape = z
  .object({
    id,
    at: timeShape(),
    actor: z.string().max(64).describe('The user name of an operator, the system user of the local one, or a machine.'),
    door: z.string().max(20),
    action: z.string().max(60),
    subject: z.object({ type: z.string().max(20), id: z.string().max(100), name: z.string().max(100).nullable() }),
    reason: z.string().max(2000).nullable(),
    before: state,
    after: state,
    undoable: z.boolean(),
    undoneBy: id.nullable(),
  })
  .meta({ id: 'AuditEntry' })

/** An audit entry with the request it was made by. */
export const auditEntryDetailShape = auditEntryShape
  .extend({ requestId: z.string().max(64).nullable() })
  .meta({ id: 'AuditEntryDetail' })

/** An entry for lists. */
export function presentAuditEntry(row: AuditRow, undoable: boolean): z.output<typeof auditEntryShape> {
  return {
    id: row.id,
    at: isoTime(row.createdAt),
    actor: row.actorName,
    door: row.door,
    action: row.action,
    subject: { type: row.subjectType, id: row.subjectId, name: row.subjectName },
    reason: row.reason,
    before: row.beforeState === null ? null : JSON.parse(row.beforeState),
    after: row.afterState === null ? null : JSON.parse(row.afterState),
    undoable,
    undoneBy: row.undoneBy,
  }
}

/** An entry in full. */
export function presentAuditEntryDetail(row: AuditRow, undoable: boolean): z.output<typeof auditEntryDetailShape> {
  return {
    ...presentAuditEntry(row, undoable),
    requestId: row.requestId,
  }
}
