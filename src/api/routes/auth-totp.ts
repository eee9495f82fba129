import { z } from 'zod'
import { beginTotp, confirmTotp, disableTotp } from '../../core/accounts/index.ts'
import { personOf } from '../../core/actor.ts'
import { passwordField } from '../../lib/fields.ts'
import { type Endpoint, endpoint, noContent, ok } from '../endpoint.ts'

const passwordInput = z.strictObject({ password: passwordField() })

/** Two-factor sign-in by an authenticator app (RFC 6238). */
export const totpEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/auth/totp',
    operation: 'beginTotp',
    tag: 'Accounts',
    summary: 'Make a secret for my authenticator app',
    description: 'It counts once a code has confirmed it. The secret is shown here and never again.',
    access: 'person',
    body: passwordInput,
    answers: { 200: z.object({ secret: z.string().max(64), url: z.string().max(500) }) },
    failures: ['password_wrong', 'conflict'],
    limits: ['passwordCheck'],
    idempotency: 'ignored',
    effect: ({ context, body }) => beginTotp(context, personOf(context.actor).userId, body),
    answer: (_call, begun) => ok(begun),
  }),
  endpoint({
    method: 'post',
    path: '/auth/totp/confirm',
    operation: 'confirmTotp',
    tag: 'Accounts',
    summary: 'Switch two-factor sign-in on',
    description: 'Takes a code from the app and answers ten recovery codes, each for one sign-in, shown only here.',
    access: 'person',
    body: z.strictObject({
      code: z
        .string()
        .regex(/^\d{6}$/, 'A code has six digits.')
        .max(6),
    }),
    answers: { 200: z.object({ recoveryCodes: z.array(z.string().max(30)).max(10) }) },
    failures: ['totp_wrong', 'conflict'],
    limits: ['passwordCheck'],
    idempotency: 'ignored',
    effect: ({ context, body }) => confirmTotp(context, personOf(context.actor).userId, body),
    answer: (_call, confirmed) => ok(confirmed),
  }),
  endpoint({
    method: 'post',
    path: '/auth/totp/disable',
    operation: 'disableTotp',
    tag: 'Accounts',
    summary: 'Switch two-factor sign-in off',
    access: 'person',
    body: passwordInput,
    answers: { 204: null },
    failures: ['password_wrong'],
    limits: ['passwordCheck'],
    idempotency: 'ignored',
    effect: ({ context, body }) => disableTotp(context, personOf(context.actor).userId, body),
    answer: () => noContent(),
  }),
]
