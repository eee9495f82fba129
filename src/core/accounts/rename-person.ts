import type { Unit } from '../../db/unit.ts'
import { usernameKey } from '../../lib/usernames.ts'
import type { Context } from '../context.ts'
import { emailKey } from '../logins.ts'
import { searchKey, takenFailure } from './create-user.ts'

/**
 * Writes what a person is called and reached by, in the unit of an operator's change; links mailed to an old address end.
 * Throws `username_taken` or `email_taken`.
 */
export async function renamePerson(
  unit: Unit,
  context: Context,
  userId: string,
  to: { username: string; displayName: string; bio: string; email: string | null },
): Promise<void> {
  try {
    await unit.run(
      `UPDATE users SET username = $2, username_key = $3, display_name = $4, search_key = $5, bio = $6, email = $7,
         email_key = $8, email_verified_at = CASE WHEN email_key = $8 THEN email_verified_at ELSE NULL END,
         updated_at = $9 WHERE id = $1`,
      [
        userId,
        to.username,
        usernameKey(to.username),
        to.displayName,
        searchKey(to.username, to.displayName),
        to.bio,
        to.email,
        to.email === null ? null : emailKey(to.email),
        context.now(),
      ],
    )
  } catch (error) {
    throw takenFailure(error)
  }
  await context.events.publish(unit, context, 'profile.changed', { userId })
}
