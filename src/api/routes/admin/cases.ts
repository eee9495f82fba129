import { z } from 'zod'
import type { Context } from '../../../core/context.ts'
import {
  caseCursor,
  claimCase,
  decideCaseInput,
  dismissCase,
  listCases,
  listCasesInput,
  readCase,
  releaseCase,
  resolveCases,
  viewEvidence,
  viewEvidenceInput,
} from '../../../core/moderation/index.ts'
import { pageOf } from '../../../lib/cursor.ts'
import { idField, idParams, pageShape } from '../../../lib/fields.ts'
import { adminCaseShape, presentAdminCase } from '../../../presenters/admin-user.ts'
import { adminCaseDetailShape, presentCaseDetail } from '../../../presenters/moderation.ts'
import { type Endpoint, endpoint, ok, tookOver } from '../../endpoint.ts'
import { sendHeldFile } from '../../send-held-file.ts'
import { reasonField } from './change.ts'
import { changeEndpoint } from './change-endpoint.ts'

const tag = 'Operators: reports'

async function presentCase(context: Context, { id }: { id: string }) {
  const { found } = await readCase(context, id)
  return presentAdminCase(found, context.now())
}

const shared = {
  tag,
  access: 'moderator',
  params: idParams(),
  failures: ['conflict'],
  shape: adminCaseShape,
  present: presentCase,
} as const

const decidedShape = adminCaseShape
  .extend({ decided: z.array(z.object({ id: z.string().max(36), auditId: z.string().max(36) })).max(100) })
  .meta({ id: 'DecidedCase' })

/** Reports, folded into cases. */
export const adminCaseEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/cases',
    operation: 'listCases',
    tag,
    summary: 'Cases, what is due first before the rest',
    access: 'moderator',
    query: listCasesInput,
    answers: { 200: pageShape(adminCaseShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) => {
      const now = context.now()
      return ok(
        pageOf(
          await listCases(context, query),
          query.limit,
          (row) => presentAdminCase(row, now),
          (row) => caseCursor(context, row),
        ),
      )
    },
  }),
  endpoint({
    method: 'get',
    path: '/admin/cases/{id}',
    operation: 'getCase',
    tag,
    summary: 'A case, by its id or that of a report in it',
    access: 'moderator',
    params: idParams(),
    answers: { 200: adminCaseDetailShape },
    answer: async ({ context, params }) => ok(presentCaseDetail(await readCase(context, params.id), context.now())),
  }),
  endpoint({
    method: 'get',
    path: '/admin/cases/{id}/evidence/{pictureId}',
    operation: 'viewEvidence',
    tag,
    summary: 'A picture or video that was kept with a case, as it was reported',
    description:
      'That it was looked at is written to the audit, once for each operator and picture, whatever the size. It stays ' +
      'when the post, message or account is deleted, until what was kept with the case expires.',
    access: 'moderator',
    params: idParams().extend({ pictureId: idField() }),
    query: viewEvidenceInput,
    answers: { 200: z.string().meta({ format: 'binary' }) },
    produces: 'application/octet-stream',
    takesOver: true,
    answer: async ({ context, params, query, response }) => {
      const file = await viewEvidence(context, { caseId: params.id, pictureId: params.pictureId, ...query })
      await sendHeldFile(context, file, response)
      return tookOver
    },
  }),
  changeEndpoint({
    ...shared,
    path: '/admin/cases/{id}/claim',
    operation: 'claimCase',
    summary: 'Have a case to oneself for a while',
    body: z.strictObject({}),
    undoable: false,
    change: (context, { params }) => claimCase(context, params.id),
  }),
  changeEndpoint({
    ...shared,
    path: '/admin/cases/{id}/release',
    operation: 'releaseCase',
    summary: 'Leave a claimed case to others',
    body: z.strictObject({}),
    undoable: false,
    change: (context, { params }) => releaseCase(context, params.id),
  }),
  changeEndpoint({
    ...shared,
    path: '/admin/cases/{id}/resolve',
    operation: 'resolveCase',
    summary: 'Decide a case, with one or several actions, and others alike',
    description: 'The person is told the reason and how to appeal, the reporters that something was done.',
    body: decideCaseInput.extend({ reason: reasonField }),
    shape: decidedShape,
    undoable: true,
    change: (context, { params, body }) => resolveCases(context, params.id, body),
    present: async (context, { id, decided }) => ({ ...(await presentCase(context, { id })), decided }),
  }),
  changeEndpoint({
    ...shared,
    path: '/admin/cases/{id}/dismiss',
    operation: 'dismissCase',
    summary: 'Close a case because no rule was broken',
    body: z.strictObject({ reason: reasonField }),
    undoable: true,
    change: (context, { params, body }) => dismissCase(context, params.id, body.reason),
  }),
]
