import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { type LoginRow, loginOfPerson, personByLogin } from '../logins.ts'
import { postMail, resetMail } from '../mail/index.ts'
import { matches } from './password-proof.ts'
import { useSecondFactor } from './second-factor.ts'
import { type Attempt, beginCodeProof, beginSignIn, forgetAttempt, settleSignIn } from './sign-in-guard.ts'

/** What somebody without a session says to prove who they are. */
export interface Credentials {
  /** A user name or an e-mail address. */
  login: string
  password: string
  /** A code of the authenticator app, or a recovery code. */
  totp?: string | undefined
  /** How the device calls itself, which tells one the person has used before. */
  deviceName: string
}

/** A password that was right; what is done with it must begin with `settle`, in the same unit. */
export interface IdentityProof {
  /**
   * Uses up the code of the second factor, forgets the failures before, and answers the person as they are now. Throws
   * `totp_invalid`, or `invalid_credentials` when password or second factor changed meanwhile.
   */
  settle(unit: Unit): Promise<LoginRow>
}

/**
 * Finds out who somebody is by name and password. With a wrong password, somebody unknown, suspended or deleted is
 * answered like anybody else, after the same work (SAFETY.md AN6). Throws `invalid_credentials`, `totp_required`,
 * `password_reset_required` or `rate_limited`.
 */
export async function proveIdentity(context: Context, input: Credentials): Promise<IdentityProof> {
  const person = await personByLogin(context.db.read, input.login)
  const attempt = await beginSignIn(context, {
    login: input.login,
    userId: person?.id,
    deviceName: input.deviceName,
  })
  const isRight = await matches(context, attempt, person?.passwordHash ?? null, input.password)
  if (!isRight || person === undefined || isGone(context, person)) throw wrongCredentials()
  if (person.mustResetPassword) return refuseUntilReset(context, person, attempt)
  if (person.totpConfirmedAt !== null) await beginSecondFactor(context, person, attempt, input.totp)
  return {
    settle: async (unit) => {
      const present = await stillTheSame(unit, person)
      if (person.totpConfirmedAt !== null) await useSecondFactor(unit, context, person, input.totp ?? '')
      await settleSignIn(unit, person.id, attempt)
      return present
    },
  }
}

function wrongCredentials(): Error {
  return failure('invalid_credentials', 'There is no account with this name and password.')
}

// Deleted by an operator, or the grace time is over.
function isGone(context: Context, { status, deletedBy, eraseAfter }: LoginRow): boolean {
  return status === 'deleted' && (deletedBy !== 'self' || eraseAfter === null || eraseAfter <= context.now())
}

// Their password is known to somebody who should not know it, so it opens nothing, not even for them.
async function refuseUntilReset(context: Context, person: LoginRow, attempt: Attempt): Promise<never> {
  await context.db.transaction(async (unit) => {
    await forgetAttempt(unit, attempt)
    await postMail(unit, context, resetMail(person.username))
  })
  throw failure('password_reset_required', 'Choose a new password first; a link to do so is on its way by mail.')
}

async function beginSecondFactor(
  context: Context,
  person: LoginRow,
  attempt: Attempt,
  code: string | undefined,
): Promise<void> {
  await context.db.transaction((unit) => forgetAttempt(unit, attempt))
  if (code === undefined) throw failure('totp_required', 'Add the code that your authenticator app shows as `totp`.')
  await beginCodeProof(context, person.id)
}

// Between the look at the row and the unit a hash was made: what changed meanwhile must hold.
async function stillTheSame(unit: Unit, person: LoginRow): Promise<LoginRow> {
  const present = await loginOfPerson(unit, person.id)
  const isSame =
    present !== undefined &&
    present.passwordHash === person.passwordHash &&
    present.totpSecret === person.totpSecret &&
    Boolean(present.mustResetPassword) === Boolean(person.mustResetPassword)
  if (!isSame) throw wrongCredentials()
  return present
}
