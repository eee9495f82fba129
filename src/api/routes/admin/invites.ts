import { z } from 'zod'
import {
  createInvite,
  createInviteInput,
  type InviteRow,
  listInvites,
  listInvitesInput,
  readInvite,
  revokeInvite,
} from '../../../core/moderation/index.ts'
import { isoTime } from '../../../lib/clock.ts'
import { pageOf } from '../../../lib/cursor.ts'
import { idParams, pageShape, timeShape } from '../../../lib/fields.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { changeEndpoint, optionalReason } from './change-endpoint.ts'

const tag = 'Operators: invitations'

const inviteShape = z
  .object({
    id: z.string().max(36),
    code: z.string().max(64).describe('Whole when it is made; its beginning in lists.'),
    note: z.string().max(200).nullable(),
    uses: z.int().nonnegative(),
    maxUses: z.int().nonnegative(),
    expiresAt: timeShape().nullable(),
    createdAt: timeShape(),
    revokedAt: timeShape().nullable(),
  })
  .meta({ id: 'Invite' })

function presentInvite(row: InviteRow, code = row.hint): z.output<typeof inviteShape> {
  return {
    id: row.id,
    code,
    note: row.note,
    uses: row.uses,
    maxUses: row.maxUses,
    expiresAt: isoTime(row.expiresAt),
    createdAt: isoTime(row.createdAt),
    revokedAt: isoTime(row.revokedAt),
  }
}

/** Invitations to sign up. */
export const adminInviteEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/invites',
    operation: 'listInvites',
    tag,
    summary: 'Invitations, newest first',
    access: 'admin',
    query: listInvitesInput,
    answers: { 200: pageShape(inviteShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) =>
      ok(
        pageOf(
          await listInvites(context, query),
          query.limit,
          (row) => presentInvite(row),
          (row) => context.cursors.encode('admin-invites', [row.id]),
        ),
      ),
  }),
  changeEndpoint({
    path: '/admin/invites',
    operation: 'createInvite',
    tag,
    summary: 'Make an invitation',
    access: 'admin',
    body: createInviteInput.extend({ reason: optionalReason }),
    shape: inviteShape,
    undoable: true,
    change: (context, { body: { reason, ...invite } }) => createInvite(context, { ...invite, reason: reason ?? null }),
    present: async (context, { id, code }) => presentInvite(await readInvite(context, id), code),
  }),
  changeEndpoint({
    method: 'delete',
    path: '/admin/invites/{id}',
    operation: 'revokeInvite',
    tag,
    summary: 'End an invitation',
    access: 'admin',
    params: idParams(),
    body: z.strictObject({ reason: optionalReason }),
    failures: ['conflict'],
    shape: inviteShape,
    undoable: true,
    change: (context, { params, body }) => revokeInvite(context, { id: params.id, reason: body.reason ?? null }),
    present: async (context, { id }) => presentInvite(await readInvite(context, id)),
  }),
]
