import { z } from 'zod'
import type { Context } from '../context.ts'
import { restoreAccount } from './delete-account.ts'
import { deviceNameField, loginField, passwordField } from './fields.ts'
import { alertOfStrangeSignIn } from './login-alerts.ts'
import { proveIdentity } from './prove-identity.ts'
import type { SignedIn } from './register-account.ts'
import { startSession } from './sessions.ts'

export const signInInput = z.strictObject({
  login: loginField.describe('A user name or an e-mail address.'),
  password: passwordField(),
  totp: z.string().trim().min(6).max(30).optional().describe('A code of the authenticator app, or a recovery code.'),
  deviceName: deviceNameField.optional().describe('How the device calls itself in the list of sessions.'),
  session: z.enum(['token', 'cookie']).default('token'),
})

export type SignInInput = z.output<typeof signInInput>

/**
 * Signs a person in by user name or e-mail address. With a wrong password, somebody unknown, suspended or deleted is
 * answered like anybody else, after the same work (SAFETY.md AN6). With the right one a suspended person gets a restricted
 * session, and an account in its grace time is restored. Throws `invalid_credentials`, `totp_required`, `totp_invalid`,
 * `password_reset_required` or `rate_limited`.
 */
export async function signIn(context: Context, input: SignInInput): Promise<SignedIn> {
  const deviceName = input.deviceName ?? ''
  const proof = await proveIdentity(context, { ...input, deviceName })
  return context.write(async (unit) => {
    const person = await proof.settle(unit)
    const status = person.status === 'deleted' ? await restoreAccount(unit, context, person.id) : person.status
    const origin = { userId: person.id, deviceName }
    const strange = await alertOfStrangeSignIn(unit, context, origin)
    const session = await startSession(unit, context, {
      ...origin,
      scope: status === 'suspended' ? 'restricted' : 'full',
      door: input.session,
    })
    await strange?.raise(session.sessionId)
    return { userId: person.id, ...session }
  })
}
