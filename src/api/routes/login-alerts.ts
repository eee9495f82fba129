import { z } from 'zod'
import {
  answerLoginAlert,
  answerLoginAlertByMail,
  type LoginAnswer,
  listLoginAlerts,
  readLoginAlert,
} from '../../core/accounts/index.ts'
import { personOf } from '../../core/actor.ts'
import { idParams, pageQuery, pageShape, tokenField } from '../../lib/fields.ts'
import { loginAlertShape, presentLoginAlert } from '../../presenters/login-alert.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'

/** Strange sign-ins, and what their owners say of them. */
export const loginAlertEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/login-alerts',
    operation: 'listLoginAlerts',
    tag: 'Accounts',
    summary: 'Sign-ins from new devices and networks',
    description: 'Newest first. The session an alert is about does not see it.',
    access: 'person',
    query: pageQuery({}),
    answers: { 200: pageShape(loginAlertShape) },
    failures: ['cursor_invalid'],
    answer: async ({ context, query }) => {
      const page = await listLoginAlerts(context, personOf(context.actor), query)
      return ok({ items: page.items.map(presentLoginAlert), nextCursor: page.nextCursor })
    },
  }),
  answerEndpoint('confirm', 'confirmLoginAlert', 'This sign-in was me'),
  answerEndpoint(
    'deny',
    'denyLoginAlert',
    'This sign-in was not me',
    'Its session ends, the password opens nothing any more, and a mail lets me choose a new one.',
  ),
  endpoint({
    method: 'post',
    path: '/login-alerts/answer',
    operation: 'answerLoginAlertByMail',
    tag: 'Accounts',
    summary: 'Confirm or deny a sign-in by the mailed link',
    description: 'What the page `/login-alert#token=…` sends. The token holds 24 hours and works once.',
    access: 'public',
    body: z.strictObject({ token: tokenField(), answer: z.enum(['confirm', 'deny']) }),
    answers: { 200: loginAlertShape },
    failures: ['token_invalid', 'not_found', 'conflict'],
    limits: ['oneTimeToken'],
    idempotency: 'ignored',
    effect: ({ context, body }) => answerLoginAlertByMail(context, body),
    answer: async ({ context }, { alertId }) => ok(presentLoginAlert(await readLoginAlert(context, alertId))),
  }),
]

function answerEndpoint(answer: LoginAnswer, operation: string, summary: string, description?: string): Endpoint {
  return endpoint({
    method: 'post',
    path: `/login-alerts/{id}/${answer}`,
    operation,
    tag: 'Accounts',
    summary,
    ...(description === undefined ? {} : { description }),
    access: 'person',
    params: idParams(),
    answers: { 200: loginAlertShape },
    failures: ['not_found', 'forbidden', 'conflict'],
    effect: ({ context, params }) => answerLoginAlert(context, personOf(context.actor), { alertId: params.id, answer }),
    answer: async ({ context, params }) => ok(presentLoginAlert(await readLoginAlert(context, params.id))),
  })
}
