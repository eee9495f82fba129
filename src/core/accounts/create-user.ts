import { uniqueViolation } from '../../db/failures.ts'
import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import { checkPassword, operatorPasswordMinLength } from '../../lib/password-rules.ts'
import { foldForSearch } from '../../lib/text-fold.ts'
import { checkUsername } from '../../lib/usernames.ts'
import type { Role } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure, invalidField } from '../errors.ts'
import { emailKey } from '../logins.ts'

export interface NewUser {
  username: string
  email: string
  password: string
  displayName?: string
  birthDate?: string
  role?: Role
}

/** A user name, e-mail and password that have passed every rule, the password hashed: ready to be written. */
export interface PreparedUser {
  username: string
  usernameKey: string
  email: string
  displayName: string
  birthDate: string | null
  passwordHash: string
  role: Role
}

/**
 * Checks what somebody wants to be called and sign in with, and hashes the password; outside any transaction, since the
 * hash takes its time. Throws `validation_failed` or `password_refused`.
 */
export async function prepareUser(context: Context, input: NewUser): Promise<PreparedUser> {
  const role = input.role ?? 'user'
  const name = checkUsername(input.username, { allowReserved: role !== 'user' })
  if (!name.ok) throw invalidField('username', name.message)
  requireGoodPassword(context, input.password, role, [input.username, input.email, input.displayName ?? ''])
  return {
    username: name.username,
    usernameKey: name.key,
    email: input.email,
    displayName: input.displayName ?? input.username,
    birthDate: input.birthDate ?? null,
    passwordHash: await context.clients.hasher.hash(input.password),
    role,
  }
}

/** Throws `password_refused` with the reason when the password breaks a rule for people of this role. */
export function requireGoodPassword(context: Context, password: string, role: Role, personal: readonly string[]): void {
  const least = context.settings.get('accounts.passwordLength')
  const minLength = role === 'user' ? least : Math.max(least, operatorPasswordMinLength)
  const judged = checkPassword(password, { minLength, personal })
  if (judged.ok) return
  throw failure('password_refused', judged.message, {
    errors: [{ path: 'password', message: judged.message }],
    extra: { reason: judged.reason },
  })
}

/** Writes the row of a new person; answers their id. Throws `username_taken` or `email_taken`. */
export async function insertUser(unit: Unit, context: Context, user: PreparedUser): Promise<string> {
  const now = context.now()
  const userId = newId(now)
  try {
    await unit.run(
      `INSERT INTO users (id, username, username_key, email, email_key, password_hash, role, role_since, display_name,
         birth_date, search_key, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $11, $8, $9, $10, $11, $11)`,
      [
        userId,
        user.username,
        user.usernameKey,
        user.email,
        emailKey(user.email),
        user.passwordHash,
        user.role,
        user.displayName,
        user.birthDate,
        searchKey(user.username, user.displayName),
        now,
      ],
    )
  } catch (error) {
    throw takenFailure(error)
  }
  return userId
}

/** What search looks at: user name and display name, folded. */
export function searchKey(username: string, displayName: string): string {
  return `${foldForSearch(username)} ${foldForSearch(displayName)}`
}

/** A unique violation on users as the failure a person understands; any other error as it is. */
export function takenFailure(error: unknown): unknown {
  const violated = uniqueViolation(error)
  if (violated === 'users.username_key') {
    const message = 'This user name is taken, or looks like one that is.'
    return failure('username_taken', message, { errors: [{ path: 'username', message }], cause: error })
  }
  if (violated === 'users.email_key') {
    const message = 'There is an account with this e-mail address already.'
    return failure('email_taken', message, { errors: [{ path: 'email', message }], cause: error })
  }
  return error
}
