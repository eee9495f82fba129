import type { Reader } from '../../db/sql.ts'
import type { Context } from '../context.ts'
import { isDigestLink, personOfDigestLink } from '../digest-links.ts'
import { failure } from '../errors.ts'
import { holdBoxes } from './boxes.ts'

/**
 * Stops the mailed digests of whoever a link was mailed to, without a session: the link is enough (RFC 8058). Doing it again
 * does nothing. Throws `token_invalid`.
 */
export function endDigest(context: Context, token: string): Promise<void> {
  return context.write(async (unit) => {
    const userId = await checkDigestLink(unit, context, token)
    await holdBoxes(unit, [userId])
    await unit.run(`UPDATE notification_boxes SET digest = 'off', digest_due_at = NULL WHERE user_id = $1`, [userId])
  })
}

/** Answers whose digests a link stops. Throws `token_invalid` also when it was sent to an address of earlier. */
export async function checkDigestLink(reader: Reader, context: Context, token: string): Promise<string> {
  const userId = personOfDigestLink(token)
  const person =
    userId === undefined
      ? undefined
      : await reader.get<{ email: string | null }>('SELECT email FROM users WHERE id = $1', [userId])
  const address = person?.email
  if (userId === undefined || !address || !isDigestLink(context, token, { userId, address })) {
    throw failure('token_invalid', 'This link is not whole, or it was mailed to an address that is not yours any more.')
  }
  return userId
}
