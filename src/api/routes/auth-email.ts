import {
  changeEmail,
  changeEmailInput,
  resendVerification,
  verifyEmail,
  verifyEmailInput,
} from '../../core/accounts/index.ts'
import { personOf } from '../../core/actor.ts'
import { type Endpoint, endpoint, noContent } from '../endpoint.ts'

/** The e-mail address of an account, and its confirmation. */
export const emailEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'put',
    path: '/auth/email',
    operation: 'changeEmail',
    tag: 'Accounts',
    summary: 'Change my e-mail address',
    description: 'The new one takes effect when it is confirmed by the link mailed there; the old one is told.',
    access: 'person',
    body: changeEmailInput,
    answers: { 202: null },
    failures: ['password_wrong', 'email_taken'],
    limits: ['passwordCheck'],
    effect: ({ context, body }) => changeEmail(context, personOf(context.actor).userId, body),
    answer: () => ({ status: 202 }),
  }),
  endpoint({
    method: 'post',
    path: '/auth/email/verify',
    operation: 'verifyEmail',
    tag: 'Accounts',
    summary: 'Confirm an e-mail address by the mailed link',
    description: 'The token holds 24 hours and works once; no session is needed.',
    access: 'public',
    body: verifyEmailInput,
    answers: { 204: null },
    failures: ['token_invalid', 'email_taken'],
    limits: ['oneTimeToken'],
    idempotency: 'ignored',
    effect: ({ context, body }) => verifyEmail(context, body),
    answer: () => noContent(),
  }),
  endpoint({
    method: 'post',
    path: '/auth/email/resend',
    operation: 'resendVerification',
    tag: 'Accounts',
    summary: 'Mail the confirmation link again',
    description: 'Always 202; nothing is mailed when there is nothing to confirm. An address gets 3 mails an hour.',
    access: 'person',
    answers: { 202: null },
    limits: ['mailRequest'],
    idempotency: 'ignored',
    effect: ({ context }) => resendVerification(context, personOf(context.actor).userId),
    answer: () => ({ status: 202 }),
  }),
]
