import type { Context } from '../context.ts'
import { failure, notFound } from '../errors.ts'
import { type LoginRow, loginOfPerson } from '../logins.ts'
import { type Attempt, beginPasswordProof, forgetAttempt } from './sign-in-guard.ts'

/**
 * Checks the password of a person who is signed in, before what a stolen session must not do. Answers their row as it
 * was when the password was right. Throws `password_wrong` (a 401 would sign the app out) or `rate_limited`.
 */
export async function requirePassword(context: Context, userId: string, password: string): Promise<LoginRow> {
  const person = await loginOfPerson(context.db.read, userId)
  if (person === undefined) throw notFound()
  const attempt = await beginPasswordProof(context, userId)
  const isRight = await matches(context, attempt, person.passwordHash, password)
  if (!isRight) throw failure('password_wrong', 'The password is not right.')
  await context.db.transaction((unit) => forgetAttempt(unit, attempt))
  return person
}

/** Compares by the hash; a try that the hasher had no room for is no failure. */
export async function matches(
  context: Context,
  attempt: Attempt,
  stored: string | null,
  password: string,
): Promise<boolean> {
  try {
    return await context.clients.hasher.verify(stored, password)
  } catch (error) {
    await context.db.transaction((unit) => forgetAttempt(unit, attempt))
    throw error
  }
}
