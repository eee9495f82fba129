import { setUp, setUpInput } from '../../core/accounts/index.ts'
import { signedInShape } from '../../presenters/account.ts'
import { created, type Endpoint, endpoint } from '../endpoint.ts'
import { checkCookieOrigin, presentSignedIn } from '../signed-in.ts'

/** The first admin. */
export const setUpEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/setup',
    operation: 'setUp',
    tag: 'Accounts',
    summary: 'Make the first admin',
    description:
      'With the token of the link that the first start prints: it holds 24 hours and works once. Absent (404) as soon ' +
      'as there is an admin.',
    access: 'public',
    body: setUpInput,
    answers: { 201: signedInShape },
    failures: ['not_found', 'token_invalid', 'username_taken', 'email_taken', 'password_refused'],
    limits: ['oneTimeToken'],
    idempotency: 'ignored',
    effect: ({ context, body, request }) => {
      checkCookieOrigin(context, request, body.session)
      return setUp(context, body)
    },
    answer: async ({ context, body }, signedIn) => created(...(await presentSignedIn(context, signedIn, body.session))),
  }),
]
