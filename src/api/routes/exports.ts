import { z } from 'zod'
import { personOf } from '../../core/actor.ts'
import { exportPerson, findExport, personParams, requestExport } from '../../core/moderation/index.ts'
import { isoTime } from '../../lib/clock.ts'
import { idParams, passwordField, timeShape } from '../../lib/fields.ts'
import { created, type Endpoint, endpoint, tookOver } from '../endpoint.ts'
import { sendExport } from '../send-export.ts'
import { reasonField } from './admin/change.ts'
import { changeEndpoint } from './admin/change-endpoint.ts'

const file = z.string().max(1_000_000).describe('A zip of JSON files and media.')
const url = z.string().max(200).describe('Where the file is fetched, for an hour, in the same way as the API.')

/** Everything about a person, for themself and for the operator who was asked for it. */
export const exportEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/me/export',
    operation: 'requestExport',
    tag: 'Accounts',
    summary: 'Ask for everything about me',
    access: 'restricted',
    body: z.strictObject({ password: passwordField() }),
    answers: { 201: z.object({ id: z.string().max(36), url, expiresAt: timeShape() }).meta({ id: 'RequestedExport' }) },
    failures: ['password_wrong'],
    limits: ['passwordCheck', 'exports'],
    idempotency: 'ignored',
    effect: ({ context, body }) => requestExport(context, body),
    answer: (_call, { id, expiresAt }) =>
      created({ id, url: `/api/v1/me/export/${id}`, expiresAt: isoTime(expiresAt) }),
  }),
  endpoint({
    method: 'get',
    path: '/me/export/{id}',
    operation: 'getExport',
    tag: 'Accounts',
    summary: 'Everything about me, as a zip of JSON and media',
    access: 'restricted',
    params: idParams(),
    answers: { 200: file },
    produces: 'application/zip',
    takesOver: true,
    answer: async ({ context, params, response }) => {
      personOf(context.actor)
      await sendExport(context, await findExport(context, params.id, true), response)
      return tookOver
    },
  }),
  changeEndpoint({
    path: '/admin/users/{id}/export',
    operation: 'exportUser',
    tag: 'Operators: people',
    summary: 'Everything about a person, because they asked for it',
    access: 'admin',
    params: personParams,
    body: z.strictObject({ reason: reasonField }),
    shape: z.object({ id: z.string().max(36), url }).meta({ id: 'UserExport' }),
    undoable: false,
    change: (context, { params, body }) => exportPerson(context, { person: params.id, reason: body.reason }),
    present: (_context, { id }) => ({ id, url: `/api/v1/admin/exports/${id}` }),
  }),
  endpoint({
    method: 'get',
    path: '/admin/exports/{id}',
    operation: 'getUserExport',
    tag: 'Operators: people',
    summary: 'The file of an export that I asked for',
    access: 'admin',
    params: idParams(),
    answers: { 200: file },
    produces: 'application/zip',
    takesOver: true,
    answer: async ({ context, params, response }) => {
      await sendExport(context, await findExport(context, params.id, false), response)
      return tookOver
    },
  }),
]
