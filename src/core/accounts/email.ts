import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { tokenField } from '../../lib/fields.ts'
import type { Context } from '../context.ts'
import { failure, notFound } from '../errors.ts'
import { emailKey } from '../logins.ts'
import { postMail } from '../mail/index.ts'
import { revokeOneTimeTokens, spendOneTimeToken, tokenInvalid } from '../one-time-tokens.ts'
import { takenFailure } from './create-user.ts'
import { emailField, passwordField } from './fields.ts'
import { requirePassword } from './password-proof.ts'

interface Addresses {
  email: string | null
  emailVerifiedAt: number | null
  pendingEmail: string | null
}

export const changeEmailInput = z.strictObject({ email: emailField(), password: passwordField() })

/**
 * Asks for another e-mail address: it takes effect when it is confirmed by the link mailed there; the old address is
 * told. Throws `password_wrong`, `rate_limited` or `email_taken`.
 */
export async function changeEmail(
  context: Context,
  userId: string,
  input: { email: string; password: string },
): Promise<void> {
  const person = await requirePassword(context, userId, input.password)
  await context.write(async (unit) => {
    const owner = await unit.get<{ id: string }>('SELECT id FROM users WHERE email_key = $1', [emailKey(input.email)])
    if (owner !== undefined && owner.id !== userId) throw emailTaken()
    await revokeOneTimeTokens(unit, userId, 'email_verify')
    await revokeOneTimeTokens(unit, userId, 'password_reset')
    await unit.run('UPDATE users SET pending_email = $2, updated_at = $3 WHERE id = $1', [
      userId,
      input.email,
      context.now(),
    ])
    await postVerification(unit, context, userId, input.email)
    if (person.email !== null) {
      await postMail(unit, context, {
        kind: 'email-change-asked',
        to: { userId, address: person.email },
        data: { newAddress: masked(input.email) },
      })
    }
  })
}

export const verifyEmailInput = z.strictObject({ token: tokenField() })

/**
 * Confirms the address a link was mailed to: the present one, or the new one, which then takes its place. Throws
 * `token_invalid`, or `email_taken` when somebody else has confirmed it meanwhile.
 */
export async function verifyEmail(context: Context, input: { token: string }): Promise<void> {
  await context.write(async (unit) => {
    const { userId, subject } = await spendOneTimeToken(unit, context, 'email_verify', input.token)
    const address = subject!
    const person = await readAddresses(unit, userId!)
    const now = context.now()
    if (person.pendingEmail !== null && emailKey(person.pendingEmail) === emailKey(address)) {
      await replaceAddress(unit, context, userId!, person, now)
    } else if (person.email !== null && emailKey(person.email) === emailKey(address)) {
      await unit.run('UPDATE users SET email_verified_at = COALESCE(email_verified_at, $2) WHERE id = $1', [
        userId,
        now,
      ])
    } else {
      throw tokenInvalid()
    }
    await revokeOneTimeTokens(unit, userId!, 'email_verify')
  })
}

/** Mails the link again that confirms the new address, or the present one if that is not confirmed; otherwise nothing. */
export async function resendVerification(context: Context, userId: string): Promise<void> {
  await context.write(async (unit) => {
    const { email, emailVerifiedAt, pendingEmail } = await readAddresses(unit, userId)
    const address = pendingEmail ?? (emailVerifiedAt === null ? email : null)
    if (address !== null) await postVerification(unit, context, userId, address)
  })
}

/** Puts the mail into the outbox by which a person confirms an address. */
export async function postVerification(unit: Unit, context: Context, userId: string, address: string): Promise<void> {
  await postMail(unit, context, {
    kind: 'verify-email',
    to: { userId, address },
    mergeKey: `verify:${userId}:${emailKey(address)}`,
  })
}

async function replaceAddress(
  unit: Unit,
  context: Context,
  userId: string,
  before: Addresses,
  now: number,
): Promise<void> {
  const address = before.pendingEmail!
  const owner = await unit.get<{ id: string }>('SELECT id FROM users WHERE email_key = $1', [emailKey(address)])
  if (owner !== undefined && owner.id !== userId) throw emailTaken()
  try {
    await unit.run(
      `UPDATE users SET email = $2, email_key = $3, email_verified_at = $4, pending_email = NULL, updated_at = $4
       WHERE id = $1`,
      [userId, address, emailKey(address), now],
    )
  } catch (error) {
    throw takenFailure(error)
  }
  await revokeOneTimeTokens(unit, userId, 'password_reset')
  if (before.email === null || emailKey(before.email) === emailKey(address)) return
  await postMail(unit, context, {
    kind: 'email-changed',
    to: { userId, address: before.email },
    data: { newAddress: masked(address) },
  })
}

async function readAddresses(unit: Unit, userId: string): Promise<Addresses> {
  const person = await unit.get<Addresses>('SELECT email, email_verified_at, pending_email FROM users WHERE id = $1', [
    userId,
  ])
  if (person === undefined) throw notFound()
  return person
}

function emailTaken(): Error {
  const message = 'There is an account with this e-mail address already.'
  return failure('email_taken', message, { errors: [{ path: 'email', message }] })
}

/** An address that its owner recognises and nobody else learns: `b…@example.org`. */
function masked(address: string): string {
  const at = address.lastIndexOf('@')
  return `${[...address][0]}…${address.slice(at)}`
}
