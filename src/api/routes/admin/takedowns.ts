import { z } from 'zod'
import { listTakedowns, listTakedownsInput, readTakedown, resolveTakedown } from '../../../core/moderation/index.ts'
import { pageOf } from '../../../lib/cursor.ts'
import { idParams, pageShape } from '../../../lib/fields.ts'
import { presentTakedown, takedownShape } from '../../../presenters/moderation.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { reasonField } from './change.ts'
import { changeEndpoint } from './change-endpoint.ts'

const tag = 'Operators: takedowns'

/** Requests that came through the public form. */
export const adminTakedownEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/takedowns',
    operation: 'listTakedowns',
    tag,
    summary: 'Requests to take something down, what is due first before the rest',
    access: 'admin',
    query: listTakedownsInput,
    answers: { 200: pageShape(takedownShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) =>
      ok(
        pageOf(await listTakedowns(context, query), query.limit, presentTakedown, (row) =>
          context.cursors.encode('admin-takedowns', [row.dueAt, row.id]),
        ),
      ),
  }),
  changeEndpoint({
    path: '/admin/takedowns/{id}/resolve',
    operation: 'resolveTakedown',
    tag,
    summary: 'Answer a request; whoever asked is mailed the outcome',
    access: 'admin',
    params: idParams(),
    body: z.strictObject({ outcome: z.enum(['removed', 'refused']), reason: reasonField }),
    failures: ['conflict'],
    shape: takedownShape,
    undoable: false,
    change: (context, { params, body }) =>
      resolveTakedown(context, { id: params.id, outcome: body.outcome, reason: body.reason }),
    present: async (context, { id }) => presentTakedown(await readTakedown(context.db.read, id)),
  }),
]
