import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { failure, invalidField } from '../errors.ts'
import { tokenHash } from '../tokens.ts'
import { insertUser, prepareUser } from './create-user.ts'
import { acceptAllRequired } from './documents.ts'
import { postVerification } from './email.ts'
import {
  birthDateField,
  deviceNameField,
  displayNameField,
  emailField,
  passwordField,
  usernameField,
} from './fields.ts'
import { startSession } from './sessions.ts'

export const registerAccountInput = z.strictObject({
  username: usernameField,
  email: emailField(),
  password: passwordField(),
  displayName: displayNameField.optional(),
  birthDate: birthDateField.optional(),
  acceptTerms: z.literal(true, 'The terms must be accepted.'),
  inviteCode: z.string().trim().min(6).max(64).optional(),
  deviceName: deviceNameField.optional(),
  session: z.enum(['token', 'cookie']).default('token'),
})

export type RegisterAccountInput = z.output<typeof registerAccountInput>

/** Whom a sign-up or sign-in concerns, with the token of the new session. */
export interface SignedIn {
  userId: string
  sessionId: string
  token: string
}

/**
 * Makes an account, records that the terms were accepted, and signs the person in. Throws `registration_closed`,
 * `invite_invalid`, `username_taken`, `email_taken`, `password_refused` or `validation_failed`.
 */
export async function registerAccount(context: Context, input: RegisterAccountInput): Promise<SignedIn> {
  const { registration } = context.instance
  if (registration === 'closed') throw failure('registration_closed', 'This community takes no new members.')
  if (registration === 'invite' && input.inviteCode === undefined) {
    throw failure('invite_invalid', 'An invitation code is needed to sign up here.')
  }
  requireAge(context, input.birthDate)
  const prepared = await prepareUser(context, input)
  return context.write(async (unit) => {
    if (input.inviteCode !== undefined) await useInvite(unit, context, input.inviteCode)
    const userId = await insertUser(unit, context, prepared)
    await acceptAllRequired(unit, context, userId)
    await context.events.publish(unit, context, 'account.registered', { userId })
    await postVerification(unit, context, userId, prepared.email)
    const session = await startSession(unit, context, {
      userId,
      deviceName: input.deviceName ?? '',
      scope: 'full',
      door: input.session,
    })
    return { userId, ...session }
  })
}

function requireAge(context: Context, birthDate: string | undefined): void {
  if (birthDate === undefined) return
  const age = context.settings.get('accounts.minimumAge')
  const latest = new Date(context.now())
  latest.setUTCFullYear(latest.getUTCFullYear() - age)
  if (birthDate > latest.toISOString().slice(0, 10)) {
    throw invalidField('birthDate', `People under ${age} cannot sign up here.`)
  }
}

async function useInvite(unit: Unit, context: Context, code: string): Promise<void> {
  const used = await unit.run(
    `UPDATE invites SET uses = uses + 1
     WHERE code_hash = $1 AND uses < max_uses AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
    [tokenHash(code), context.now()],
  )
  if (used === 0) throw failure('invite_invalid', 'The invitation is not known, is used up, or has ended.')
}
