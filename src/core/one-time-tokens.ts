import type { Reader } from '../db/sql.ts'
import type { Unit } from '../db/unit.ts'
import type { Context } from './context.ts'
import { failure } from './errors.ts'
import { looksLikeToken, newToken, tokenHash } from './tokens.ts'

/** What a link is for. */
export type TokenPurpose = 'setup' | 'email_verify' | 'password_reset' | 'login_alert'

/** Whom a link was made for, and what it is about. */
export interface OneTimeToken {
  userId: string | null
  subject: string | null
}

/** Makes the secret of a link; only its hash is stored. Answers the secret, which goes into the link and nowhere else. */
export async function mintOneTimeToken(
  unit: Unit,
  context: Context,
  input: { purpose: TokenPurpose; userId: string | null; subject: string | null; lifetimeMs: number },
): Promise<string> {
  const token = newToken()
  const now = context.now()
  await unit.run(
    `INSERT INTO one_time_tokens (token_hash, purpose, user_id, subject, expires_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [tokenHash(token), input.purpose, input.userId, input.subject, now + input.lifetimeMs, now],
  )
  return token
}

/** Looks whether a link still holds, without using it up. Throws `token_invalid`. */
export async function readOneTimeToken(
  reader: Reader,
  context: Context,
  purpose: TokenPurpose,
  token: string,
): Promise<OneTimeToken> {
  const found = looksLikeToken(token)
    ? await reader.get<OneTimeToken>(
        `SELECT user_id, subject FROM one_time_tokens
         WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3`,
        [tokenHash(token), purpose, context.now()],
      )
    : undefined
  if (found === undefined) throw tokenInvalid()
  return found
}

/** Uses a link up; of two at once, one does. Throws `token_invalid`. */
export async function spendOneTimeToken(
  unit: Unit,
  context: Context,
  purpose: TokenPurpose,
  token: string,
): Promise<OneTimeToken> {
  const spent = looksLikeToken(token)
    ? await unit.get<OneTimeToken>(
        `UPDATE one_time_tokens SET used_at = $3
         WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 RETURNING user_id, subject`,
        [tokenHash(token), purpose, context.now()],
      )
    : undefined
  if (spent === undefined) throw tokenInvalid()
  return spent
}

/** Makes every link of a person for this purpose worthless. */
export async function revokeOneTimeTokens(unit: Unit, userId: string, purpose: TokenPurpose): Promise<void> {
  await unit.run('DELETE FROM one_time_tokens WHERE user_id = $1 AND purpose = $2', [userId, purpose])
}

/** What a link answers that was used, has ended, or never was: the three must not be told apart. */
export function tokenInvalid(): Error {
  return failure('token_invalid', 'This link was used already, has ended, or was never given out. Ask for a new one.')
}
