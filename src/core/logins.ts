import type { Reader } from '../db/sql.ts'
import { isSameUsername, usernameKey } from '../lib/usernames.ts'
import type { Role } from './actor.ts'

/** Who somebody says they are, and what proves it. */
export interface LoginRow {
  id: string
  username: string
  email: string | null
  passwordHash: string
  role: Role
  status: 'active' | 'suspended' | 'deleted'
  eraseAfter: number | null
  /** Whether the person deleted the account, or an operator did; null while it is there. */
  deletedBy: 'self' | 'operator' | null
  mustResetPassword: boolean | 0 | 1
  totpSecret: string | null
  totpConfirmedAt: number | null
}

const columns =
  'id, username, email, password_hash, role, status, erase_after, deleted_by, must_reset_password, totp_secret, totp_confirmed_at'

/** The form under which an e-mail address is unique: case does not matter, and look-alike code points are one. */
export function emailKey(email: string): string {
  return email.normalize('NFKC').toLowerCase()
}

/**
 * The person a login names, by user name or e-mail address: one question of the same cost whether there is somebody or
 * not. A name that only looks like theirs is not theirs.
 */
export async function personByLogin(reader: Reader, login: string): Promise<LoginRow | undefined> {
  const text = login.trim()
  const isAddress = text.includes('@')
  const row = await reader.get<LoginRow>(
    `SELECT ${columns} FROM users WHERE username_key = $1 OR email_key = $2 LIMIT 1`,
    [isAddress ? '' : usernameKey(text), isAddress ? emailKey(text) : ''],
  )
  return row === undefined || isAddress || isSameUsername(row.username, text) ? row : undefined
}

/** The same of somebody who is signed in. */
export function loginOfPerson(reader: Reader, userId: string): Promise<LoginRow | undefined> {
  return reader.get<LoginRow>(`SELECT ${columns} FROM users WHERE id = $1`, [userId])
}
