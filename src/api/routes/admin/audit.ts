import { z } from 'zod'
import { auditCursor, listAudit, listAuditInput, readAudit } from '../../../core/audit/index.ts'
import { isUndoable, undoAudit } from '../../../core/moderation/index.ts'
import { pageOf } from '../../../lib/cursor.ts'
import { idField, idParams, pageShape } from '../../../lib/fields.ts'
import {
  auditEntryDetailShape,
  auditEntryShape,
  presentAuditEntry,
  presentAuditEntryDetail,
} from '../../../presenters/audit.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { changeEndpoint, optionalReason } from './change-endpoint.ts'

const tag = 'Operators: audit'

/** What operators did. */
export const adminAuditEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/audit',
    operation: 'listAudit',
    tag,
    summary: 'Every change made by operators and machines, newest first',
    access: 'admin',
    query: listAuditInput,
    answers: { 200: pageShape(auditEntryShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) =>
      ok(
        pageOf(
          await listAudit(context, query),
          query.limit,
          (row) => presentAuditEntry(row, isUndoable(row)),
          (row) => auditCursor(context, row),
        ),
      ),
  }),
  endpoint({
    method: 'get',
    path: '/admin/audit/{id}',
    operation: 'getAuditEntry',
    tag,
    summary: 'One change, with what was before and after',
    access: 'admin',
    params: idParams(),
    answers: { 200: auditEntryDetailShape },
    answer: async ({ context, params }) => {
      const row = await readAudit(context.db.read, params.id)
      return ok(presentAuditEntryDetail(row, isUndoable(row)))
    },
  }),
  changeEndpoint({
    path: '/admin/audit/{id}/undo',
    operation: 'undoChange',
    tag,
    summary: 'Revert a change',
    description: 'Once; it is a change of its own, with its own entry. Moderators undo what they did themselves.',
    access: 'moderator',
    params: idParams(),
    body: z.strictObject({ reason: optionalReason }),
    failures: ['conflict'],
    shape: z.object({ undone: idField() }).meta({ id: 'Undone' }),
    undoable: false,
    change: (context, { params, body }) => undoAudit(context, { id: params.id, reason: body.reason ?? null }),
    present: (_context, { id }) => ({ undone: id }),
  }),
]
