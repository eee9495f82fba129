import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { tokenField } from '../../lib/fields.ts'
import type { Person } from '../actor.ts'
import type { Context } from '../context.ts'
import { emailKey, type LoginRow, loginOfPerson } from '../logins.ts'
import { postMail, resetMail } from '../mail/index.ts'
import { readOneTimeToken, revokeOneTimeTokens, spendOneTimeToken, tokenInvalid } from '../one-time-tokens.ts'
import { requireGoodPassword } from './create-user.ts'
import { loginField, passwordField } from './fields.ts'
import { requirePassword } from './password-proof.ts'
import { endSessions } from './sessions.ts'
import { forgetFailures } from './sign-in-guard.ts'

export const forgotPasswordInput = z.strictObject({
  login: loginField.describe('A user name or an e-mail address.'),
})

/**
 * Asks for a mail with a link to choose a new password. Whether the login names anybody is found out when the mail is
 * sent, so here the same row is written for everybody, in the same time (SAFETY.md AN7).
 */
export async function forgotPassword(context: Context, input: { login: string }): Promise<void> {
  await context.write((unit) => postMail(unit, context, resetMail(input.login)))
}

export const resetPasswordInput = z.strictObject({ token: tokenField(), password: passwordField() })

/**
 * Sets a new password by the mailed link, which works once, and ends every session. That the mail arrived also confirms
 * the address. Throws `token_invalid` or `password_refused`.
 */
export async function resetPassword(context: Context, input: { token: string; password: string }): Promise<void> {
  const { userId } = await readOneTimeToken(context.db.read, context, 'password_reset', input.token)
  const person = await loginOfPerson(context.db.read, userId!)
  if (person === undefined) throw tokenInvalid()
  await requireFitting(context, person, input.password)
  const passwordHash = await context.clients.hasher.hash(input.password)
  await context.write(async (unit) => {
    const { subject } = await spendOneTimeToken(unit, context, 'password_reset', input.token)
    const present = await loginOfPerson(unit, person.id)
    const isSameAddress = present?.email != null && emailKey(present.email) === emailKey(subject ?? '')
    if (!isSameAddress) throw tokenInvalid()
    await unit.run(
      `UPDATE users SET must_reset_password = $2, pending_email = NULL,
         email_verified_at = COALESCE(email_verified_at, $3) WHERE id = $1`,
      [person.id, false, context.now()],
    )
    await revokeOneTimeTokens(unit, person.id, 'email_verify')
    await setPassword(unit, context, person.id, passwordHash)
    await endSessions(unit, context, { userId: person.id, reason: 'password_reset' })
    await context.events.publish(unit, context, 'password.changed', { userId: person.id })
  })
}

export const changePasswordInput = z.strictObject({ currentPassword: passwordField(), password: passwordField() })

/** Changes the password of a person who knows the current one; every other session ends. Throws `password_wrong` or `password_refused`. */
export async function changePassword(
  context: Context,
  actor: Person,
  input: { currentPassword: string; password: string },
): Promise<void> {
  const { userId, sessionId } = actor
  const person = await requirePassword(context, userId, input.currentPassword)
  await requireFitting(context, person, input.password)
  const passwordHash = await context.clients.hasher.hash(input.password)
  await context.write(async (unit) => {
    await setPassword(unit, context, userId, passwordHash)
    await unit.run('UPDATE users SET must_reset_password = $2 WHERE id = $1', [userId, false])
    await endSessions(unit, context, { userId, except: sessionId, reason: 'password_changed' })
    await context.events.publish(unit, context, 'password.changed', { userId })
  })
}

async function requireFitting(context: Context, person: LoginRow, password: string): Promise<void> {
  const { displayName } = (await context.db.read.get<{ displayName: string }>(
    'SELECT display_name FROM users WHERE id = $1',
    [person.id],
  ))!
  requireGoodPassword(context, password, person.role, [person.username, person.email ?? '', displayName])
}

// Links mailed before and failures counted before are about the old password.
async function setPassword(unit: Unit, context: Context, userId: string, passwordHash: string): Promise<void> {
  await unit.run('UPDATE users SET password_hash = $2, updated_at = $3 WHERE id = $1', [
    userId,
    passwordHash,
    context.now(),
  ])
  await revokeOneTimeTokens(unit, userId, 'password_reset')
  await forgetFailures(unit, userId)
  await postMail(unit, context, { kind: 'password-changed', to: { userId } })
}
