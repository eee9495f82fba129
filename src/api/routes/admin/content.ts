import { z } from 'zod'
import type { Context } from '../../../core/context.ts'
import {
  type ContentKind,
  decideContent,
  listContent,
  listContentInput,
  listMessagesForReview,
  listMessagesForReviewInput,
  readContent,
  readMessageForReview,
  readMessageForReviewInput,
  viewContentMedia,
  viewContentMediaInput,
} from '../../../core/moderation/index.ts'
import { pageOf } from '../../../lib/cursor.ts'
import { idField, idParams, pageShape } from '../../../lib/fields.ts'
import {
  adminContentShape,
  adminMessageDetailShape,
  adminMessageShape,
  presentContent,
  presentReviewedMessage,
} from '../../../presenters/moderation.ts'
import { type Endpoint, endpoint, ok, tookOver } from '../../endpoint.ts'
import { sendHeldFile } from '../../send-held-file.ts'
import { reasonField } from './change.ts'
import { changeEndpoint, optionalReason } from './change-endpoint.ts'

const tag = 'Operators: content'
const states = { hide: 'hidden', restore: 'visible', delete: 'deleted' } as const

const decidedShape = z.object({ id: z.string().max(36), state: z.string().max(20) }).meta({ id: 'DecidedContent' })

function decisions(type: ContentKind | 'message'): Endpoint[] {
  const summaries = {
    hide: `Hide a ${type}`,
    restore: `Bring a hidden ${type} back`,
    delete: `Delete a ${type} for good`,
  }
  return (['hide', 'restore', 'delete'] as const).map((verb) =>
    changeEndpoint({
      path: `/admin/${type}s/{id}/${verb}`,
      operation: `${verb}${capital(type)}ByOperator`,
      tag,
      summary: summaries[verb],
      access: 'moderator',
      params: idParams(),
      body: z.strictObject({ reason: verb === 'restore' ? optionalReason : reasonField }),
      failures: ['conflict'],
      shape: decidedShape,
      undoable: verb !== 'delete',
      change: (context, { params, body }) =>
        decideContent(context, { subject: { type, id: params.id }, verb, reason: body.reason ?? null }),
      present: (_context: Context, { id }) => ({ id, state: states[verb] }),
    }),
  )
}

function lists(kind: ContentKind): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: `/admin/${kind}s`,
      operation: `adminList${capital(kind)}s`,
      tag,
      summary: `The ${kind}s of everybody, newest first`,
      access: 'moderator',
      query: listContentInput,
      answers: { 200: pageShape(adminContentShape) },
      failures: ['cursor_invalid'],
      answer: async ({ context, query }) =>
        ok(
          pageOf(await listContent(context, kind, query), query.limit, presentContent, (row) =>
            context.cursors.encode(`admin-${kind}`, [row.id]),
          ),
        ),
    }),
    endpoint({
      method: 'get',
      path: `/admin/${kind}s/{id}`,
      operation: `adminGet${capital(kind)}`,
      tag,
      summary: `One ${kind}, whatever its state`,
      access: 'moderator',
      params: idParams(),
      answers: { 200: adminContentShape },
      answer: async ({ context, params }) => ok(presentContent(await readContent(context, kind, params.id))),
    }),
  ]
}

function mediaOf(type: 'post' | 'message', description: string): Endpoint {
  return endpoint({
    method: 'get',
    path: `/admin/${type}s/{id}/media/{mediaId}`,
    operation: `view${capital(type)}Media`,
    tag,
    summary: `A picture or video of a ${type}, whatever its state`,
    description,
    access: 'moderator',
    params: idParams().extend({ mediaId: idField() }),
    query: viewContentMediaInput,
    answers: { 200: z.string().meta({ format: 'binary' }) },
    produces: 'application/octet-stream',
    takesOver: true,
    answer: async ({ context, params, query, response }) => {
      await sendHeldFile(context, await viewContentMedia(context, { type, ...params, ...query }), response)
      return tookOver
    },
  })
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** What people published, and (with a report or a reason) what they wrote to each other. */
export const adminContentEndpoints: readonly Endpoint[] = [
  ...lists('post'),
  ...decisions('post'),
  mediaOf(
    'post',
    'Where the post is sensitive, reported or hidden, it takes a `reason`, and that it was looked at is written to the ' +
      'audit, once for each operator and item.',
  ),
  ...lists('comment'),
  ...decisions('comment'),
  endpoint({
    method: 'get',
    path: '/admin/messages',
    operation: 'adminListMessages',
    tag,
    summary: 'Private messages, for a report or with a reason',
    description: 'Each reading is written to the audit. Without a report, only admins read.',
    access: 'moderator',
    query: listMessagesForReviewInput,
    answers: { 200: pageShape(adminMessageShape) },
    failures: ['cursor_invalid', 'not_found'],
    answer: async ({ context, query }) =>
      ok(
        pageOf(await listMessagesForReview(context, query), query.limit, presentReviewedMessage, (row) =>
          context.cursors.encode('admin-message', [row.id]),
        ),
      ),
  }),
  endpoint({
    method: 'get',
    path: '/admin/messages/{id}',
    operation: 'adminGetMessage',
    tag,
    summary: 'A private message with those around it, for a report or with a reason',
    description: 'The reading is written to the audit.',
    access: 'moderator',
    params: idParams(),
    query: readMessageForReviewInput,
    answers: { 200: adminMessageDetailShape },
    answer: async ({ context, params, query }) => {
      const { message, around } = await readMessageForReview(context, params.id, query)
      return ok({ ...presentReviewedMessage(message), context: around.map(presentContent) })
    },
  }),
  ...decisions('message'),
  mediaOf(
    'message',
    'For a report, or (by an admin) with a reason; that it was looked at is written to the audit, once for each operator and item.',
  ),
]
