import { z } from 'zod'
import { hasRole } from '../../../core/actor.ts'
import type { Context } from '../../../core/context.ts'
import {
  type AccountOrder,
  createPerson,
  createPersonInput,
  editPerson,
  editPersonInput,
  liftSanctions,
  listPeople,
  listPeopleInput,
  notePerson,
  orderPerson,
  peopleCursor,
  personParams,
  readPerson,
  readPersonDetail,
  sanctionPerson,
  standing,
} from '../../../core/moderation/index.ts'
import { pageOf } from '../../../lib/cursor.ts'
import { pageShape, proseField } from '../../../lib/fields.ts'
import {
  adminUserDetailShape,
  adminUserShape,
  type OperatorView,
  presentAdminUser,
  presentAdminUserDetail,
} from '../../../presenters/admin-user.ts'
import { type Endpoint, endpoint, ok } from '../../endpoint.ts'
import { reasonField } from './change.ts'
import { changeEndpoint, optionalReason } from './change-endpoint.ts'

const tag = 'Operators: people'

/** What an operator is shown. */
export function viewOf(context: Context): OperatorView {
  return {
    now: context.now(),
    seesAddresses: hasRole(context.actor, 'admin'),
    standing: (row) => standing(context, row),
  }
}

async function presentChanged(context: Context, { id }: { id: string }) {
  return presentAdminUser(await readPerson(context.db.read, id), viewOf(context))
}

const shared = { tag, params: personParams, shape: adminUserShape, present: presentChanged } as const

const durationField = z
  .number()
  .int()
  .min(60)
  .max(3_153_600_000)
  .nullable()
  .default(null)
  .describe('How long it lasts; null: for good.')

function sanctionEndpoint(type: 'silence' | 'suspend', summary: string): Endpoint {
  return changeEndpoint({
    ...shared,
    path: `/admin/users/{id}/${type}`,
    operation: `${type}User`,
    summary,
    access: 'moderator',
    body: z.strictObject({ reason: reasonField, durationSeconds: durationField }),
    failures: ['conflict'],
    undoable: true,
    change: (context, { params, body }) =>
      sanctionPerson(context, {
        person: params.id,
        type,
        reason: body.reason,
        durationSeconds: body.durationSeconds as number | null,
      }),
  })
}

function liftEndpoint(verb: 'unsilence' | 'unsuspend' | 'restore', summary: string): Endpoint {
  return changeEndpoint({
    ...shared,
    path: `/admin/users/{id}/${verb}`,
    operation: `${verb}User`,
    summary,
    access: 'moderator',
    body: z.strictObject({ reason: optionalReason }),
    failures: ['conflict'],
    undoable: true,
    change: (context, { params, body }) =>
      liftSanctions(context, { person: params.id, verb, reason: body.reason ?? null }),
  })
}

function orderEndpoint(order: AccountOrder, operation: string, summary: string, undoable: boolean): Endpoint {
  return changeEndpoint({
    ...shared,
    path: `/admin/users/{id}/${order}`,
    operation,
    summary,
    access: 'admin',
    body: z.strictObject({ reason: order === 'delete' ? reasonField : optionalReason }),
    failures: ['conflict'],
    undoable,
    change: (context, { params, body }) =>
      orderPerson(context, { person: params.id, order, reason: body.reason ?? null }),
  })
}

/** People, as operators look after them. */
export const adminUserEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/admin/users',
    operation: 'adminListUsers',
    tag,
    summary: 'People by name, status and role',
    access: 'moderator',
    query: listPeopleInput,
    answers: { 200: pageShape(adminUserShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) => {
      const rows = await listPeople(context, query)
      const view = viewOf(context)
      return ok(
        pageOf(
          rows,
          query.limit,
          (row) => presentAdminUser(row, view),
          (row) => peopleCursor(context, query.sort, row),
        ),
      )
    },
  }),
  endpoint({
    method: 'get',
    path: '/admin/users/{id}',
    operation: 'adminGetUser',
    tag,
    summary: 'A person with sessions, sign-ins, reports, notes and strikes',
    access: 'moderator',
    params: personParams,
    answers: { 200: adminUserDetailShape },
    answer: async ({ context, params }) =>
      ok(presentAdminUserDetail(await readPersonDetail(context, params.id), viewOf(context))),
  }),
  changeEndpoint({
    ...shared,
    params: undefined,
    path: '/admin/users',
    operation: 'createUser',
    summary: 'Make an account',
    access: 'admin',
    body: createPersonInput.extend({ reason: optionalReason }),
    failures: ['username_taken', 'email_taken', 'password_refused'],
    undoable: false,
    change: (context, { body: { reason, ...person } }) => createPerson(context, { ...person, reason: reason ?? null }),
  }),
  changeEndpoint({
    ...shared,
    method: 'patch',
    path: '/admin/users/{id}',
    operation: 'editUser',
    summary: 'Change name, address, text or role',
    description: 'A new role counts from the next request on; streams that need the old one close within a second.',
    access: 'admin',
    body: editPersonInput.extend({ reason: optionalReason }),
    failures: ['username_taken', 'email_taken', 'conflict'],
    undoable: true,
    change: (context, { params, body: { reason, ...edit } }) =>
      editPerson(context, { person: params.id, edit, reason: reason ?? null }),
  }),
  changeEndpoint({
    ...shared,
    path: '/admin/users/{id}/warn',
    operation: 'warnUser',
    summary: 'Warn a person',
    description: 'They are told the reason; it counts as a strike.',
    access: 'moderator',
    body: z.strictObject({ reason: reasonField }),
    undoable: true,
    change: (context, { params, body }) =>
      sanctionPerson(context, { person: params.id, type: 'warn', reason: body.reason, durationSeconds: null }),
  }),
  sanctionEndpoint('silence', 'Keep a person from publishing'),
  liftEndpoint('unsilence', 'Let a person publish again'),
  sanctionEndpoint('suspend', 'Keep a person out; sessions and streams end at once'),
  liftEndpoint('unsuspend', 'Let a person in again'),
  liftEndpoint('restore', 'Lift every sanction of a person'),
  orderEndpoint('verify', 'verifyUser', 'Mark a person as who they say they are', true),
  orderEndpoint('reset-password', 'resetUserPassword', 'End the sessions, and mail a link for a new password', false),
  orderEndpoint('sign-out', 'signOutUser', 'End every session of a person', false),
  orderEndpoint('delete', 'deleteUser', 'Delete an account: out of view now, erased after the grace time', true),
  changeEndpoint({
    ...shared,
    path: '/admin/users/{id}/notes',
    operation: 'noteUser',
    summary: 'Keep a note for other operators',
    access: 'moderator',
    body: z.strictObject({ text: proseField(2000, 1) }),
    undoable: false,
    change: (context, { params, body }) => notePerson(context, { person: params.id, text: body.text }),
  }),
]
