import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import type { LoginRow } from '../logins.ts'
import { postMail } from '../mail/index.ts'
import { openTotpSecret, recoveryCodeHash, stepOfCode } from './totp-secret.ts'

const codeForm = /^\d{6}$/

/**
 * Uses up a code of the authenticator app, or a recovery code, in the unit that acts on it: each counts once, also when
 * it comes twice at the same moment. Throws `totp_invalid`.
 */
export async function useSecondFactor(unit: Unit, context: Context, person: LoginRow, typed: string): Promise<void> {
  const code = typed.replace(/\s/g, '')
  const isRight = codeForm.test(code)
    ? await useCode(unit, context, person, code)
    : await useRecoveryCode(unit, context, person.id, code)
  if (!isRight) throw failure('totp_invalid', 'The code is not right, or was used already.')
}

/** Uses up a code of the app; false when it is wrong, or not later than the last one used. */
export async function useCode(unit: Unit, context: Context, person: LoginRow, code: string): Promise<boolean> {
  const secret = openTotpSecret(context, person.id, person.totpSecret!)
  const step = stepOfCode(secret, code, context.now())
  if (step === null) return false
  const used = await unit.run(
    'UPDATE users SET totp_last_step = $2 WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)',
    [person.id, step],
  )
  return used === 1
}

async function useRecoveryCode(unit: Unit, context: Context, userId: string, code: string): Promise<boolean> {
  const used = await unit.run(
    'UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL',
    [userId, recoveryCodeHash(context, userId, code), context.now()],
  )
  if (used === 0) return false
  const left = await unit.get<{ codes: number }>(
    'SELECT count(*) AS codes FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL',
    [userId],
  )
  await postMail(unit, context, { kind: 'recovery-code-used', to: { userId }, data: { left: String(left!.codes) } })
  return true
}
