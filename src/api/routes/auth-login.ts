import { signIn, signInInput } from '../../core/accounts/index.ts'
import { signedInShape } from '../../presenters/account.ts'
import { type Endpoint, endpoint, ok } from '../endpoint.ts'
import { checkCookieOrigin, presentSignedIn } from '../signed-in.ts'

/** Sign-in. */
export const loginEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/auth/login',
    operation: 'login',
    tag: 'Accounts',
    summary: 'Sign in',
    description:
      'Whoever is unknown, suspended or deleted is answered like anybody with a wrong password. With the right one a ' +
      'suspended person gets a session of scope `restricted`, and an account in its grace time is restored. When ' +
      'two-factor sign-in is on, `totp_required` asks for the same call with `totp`. A device or network that is new ' +
      'makes a login alert. After 10 failures in 15 minutes for one account or from one network the answer is 429, ' +
      'except on a device and network the person has signed in with before.',
    access: 'public',
    body: signInInput,
    answers: { 200: signedInShape },
    failures: ['invalid_credentials', 'totp_required', 'totp_invalid', 'password_reset_required'],
    limits: ['signIn'],
    idempotency: 'ignored',
    effect: ({ context, body, request }) => {
      checkCookieOrigin(context, request, body.session)
      return signIn(context, body)
    },
    answer: async ({ context, body }, signedIn) => ok(...(await presentSignedIn(context, signedIn, body.session))),
  }),
]
