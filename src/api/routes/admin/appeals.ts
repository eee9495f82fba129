import { z } from 'zod'
import { answerAppeal, listAppeals, listAppealsInput, readAppeal } from '../../../core/moderation/index.ts'
import { pageOf } from '../../../lib/cursor.ts'
import { idParams, pageShape } from '../../../lib/fields.ts'
import { appealShape, presentAppeal } from '../../../presenters/moderation.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { reasonField } from './change.ts'
import { changeEndpoint } from './change-endpoint.ts'

const tag = 'Operators: appeals'

function answerEndpoint(verb: 'uphold' | 'overturn', outcome: 'upheld' | 'overturned', summary: string): Endpoint {
  return changeEndpoint({
    path: `/admin/appeals/{id}/${verb}`,
    operation: `${verb}Appeal`,
    tag,
    summary,
    access: 'moderator',
    params: idParams(),
    body: z.strictObject({ reason: reasonField }),
    failures: ['conflict'],
    shape: appealShape,
    undoable: false,
    change: (context, { params, body }) => answerAppeal(context, { id: params.id, outcome, reason: body.reason }),
    present: async (context, { id }) => presentAppeal(await readAppeal(context.db.read, id)),
  })
}

/** Appeals against decisions. */
export const adminAppealEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/appeals',
    operation: 'listAppeals',
    tag,
    summary: 'Appeals, oldest first',
    access: 'moderator',
    query: listAppealsInput,
    answers: { 200: pageShape(appealShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) =>
      ok(
        pageOf(await listAppeals(context, query), query.limit, presentAppeal, (row) =>
          context.cursors.encode('admin-appeals', [row.id]),
        ),
      ),
  }),
  endpoint({
    method: 'get',
    path: '/admin/appeals/{id}',
    operation: 'getAppeal',
    tag,
    summary: 'One appeal',
    access: 'moderator',
    params: idParams(),
    answers: { 200: appealShape },
    answer: async ({ context, params }) => ok(presentAppeal(await readAppeal(context.db.read, params.id))),
  }),
  answerEndpoint('uphold', 'upheld', 'Let the decision stand'),
  answerEndpoint('overturn', 'overturned', 'Undo the decision; no strike remains'),
]
