import {
  changePassword,
  changePasswordInput,
  forgotPassword,
  forgotPasswordInput,
  resetPassword,
  resetPasswordInput,
} from '../../core/accounts/index.ts'
import { personOf } from '../../core/actor.ts'
import { type Endpoint, endpoint, noContent } from '../endpoint.ts'

/** Passwords forgotten, reset and changed. */
export const passwordEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/auth/password/forgot',
    operation: 'forgotPassword',
    tag: 'Accounts',
    summary: 'Ask for a mail to choose a new password',
    description:
      'Always 202, in the same time, whether the login names anybody or not. An address gets 3 mails an hour.',
    access: 'public',
    body: forgotPasswordInput,
    answers: { 202: null },
    limits: ['forgot'],
    idempotency: 'ignored',
    effect: ({ context, body }) => forgotPassword(context, body),
    answer: () => ({ status: 202 }),
  }),
  endpoint({
    method: 'post',
    path: '/auth/password/reset',
    operation: 'resetPassword',
    tag: 'Accounts',
    summary: 'Choose a new password by the mailed link',
    description: 'The token holds 30 minutes and works once. Every session of the person ends.',
    access: 'public',
    body: resetPasswordInput,
    answers: { 204: null },
    failures: ['token_invalid', 'password_refused'],
    limits: ['oneTimeToken'],
    idempotency: 'ignored',
    effect: ({ context, body }) => resetPassword(context, body),
    answer: () => noContent(),
  }),
  endpoint({
    method: 'put',
    path: '/auth/password',
    operation: 'changePassword',
    tag: 'Accounts',
    summary: 'Change my password',
    description: 'Needs the current one. Every other session ends; this one stays.',
    access: 'person',
    body: changePasswordInput,
    answers: { 204: null },
    failures: ['password_wrong', 'password_refused'],
    limits: ['passwordCheck'],
    effect: ({ context, body }) => changePassword(context, personOf(context.actor), body),
    answer: () => noContent(),
  }),
]
