import type { Reader } from '../../db/sql.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { type LoginRow, loginOfPerson } from '../logins.ts'
import { postMail } from '../mail/index.ts'
import { requirePassword } from './password-proof.ts'
import { useCode } from './second-factor.ts'
import { accessChanged } from './sessions.ts'
import { beginCodeProof, forgetAttempt } from './sign-in-guard.ts'
import { newRecoveryCode, newTotpSecret, recoveryCodeHash, sealTotpSecret, totpUrl } from './totp-secret.ts'

const recoveryCodeCount = 10

/**
 * Makes a secret for the person's authenticator app; it counts once a code has confirmed it, and can be read only here.
 * Throws `password_wrong`, or `conflict` when two-factor sign-in is on already.
 */
export async function beginTotp(
  context: Context,
  userId: string,
  input: { password: string },
): Promise<{ secret: string; url: string }> {
  const person = await requirePassword(context, userId, input.password)
  const secret = newTotpSecret()
  await context.write(async (unit) => {
    const changed = await unit.run(
      `UPDATE users SET totp_secret = $2, totp_last_step = NULL, updated_at = $3
       WHERE id = $1 AND totp_confirmed_at IS NULL`,
      [userId, sealTotpSecret(context, userId, secret), context.now()],
    )
    if (changed === 0) throw failure('conflict', 'Two-factor sign-in is on already; switch it off first.')
  })
  return { secret, url: totpUrl(context, person.username, secret) }
}

/**
 * Switches two-factor sign-in on with a first code from the app, and answers the recovery codes, which are never shown
 * again. Throws `totp_invalid`, `rate_limited`, or `conflict` when nothing waits to be confirmed.
 */
export async function confirmTotp(
  context: Context,
  userId: string,
  input: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const recoveryCodes = Array.from({ length: recoveryCodeCount }, newRecoveryCode)
  await unconfirmed(context.db.read, userId)
  const attempt = await beginCodeProof(context, userId)
  await context.write(async (unit) => {
    const person = await unconfirmed(unit, userId)
    const isRight = await useCode(unit, context, person, input.code)
    if (!isRight) throw failure('totp_wrong', 'The code is not right; check the clock of your phone.')
    const now = context.now()
    await unit.run('UPDATE users SET totp_confirmed_at = $2, access_changed_at = $2, updated_at = $2 WHERE id = $1', [
      userId,
      now,
    ])
    accessChanged(unit, context, userId)
    await unit.run('DELETE FROM recovery_codes WHERE user_id = $1', [userId])
    for (const code of recoveryCodes) {
      const hash = recoveryCodeHash(context, userId, code)
      await unit.run('INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, $2)', [userId, hash])
    }
    await forgetAttempt(unit, attempt)
    await postMail(unit, context, { kind: 'totp-enabled', to: { userId } })
  })
  return { recoveryCodes }
}

/** Switches two-factor sign-in off. Throws `password_wrong`; when it is off already nothing happens. */
export async function disableTotp(context: Context, userId: string, input: { password: string }): Promise<void> {
  await requirePassword(context, userId, input.password)
  await context.write(async (unit) => {
    const before = await loginOfPerson(unit, userId)
    await unit.run(
      `UPDATE users SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL, access_changed_at = $2,
         updated_at = $2 WHERE id = $1`,
      [userId, context.now()],
    )
    accessChanged(unit, context, userId)
    await unit.run('DELETE FROM recovery_codes WHERE user_id = $1', [userId])
    if (before?.totpConfirmedAt != null) await postMail(unit, context, { kind: 'totp-disabled', to: { userId } })
  })
}

async function unconfirmed(reader: Reader, userId: string): Promise<LoginRow> {
  const person = await loginOfPerson(reader, userId)
  if (person !== undefined && person.totpSecret !== null && person.totpConfirmedAt === null) return person
  throw failure('conflict', 'There is no two-factor sign-in to confirm; begin it first.')
}
