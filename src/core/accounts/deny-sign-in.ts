import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { forcedResetMail, postMail } from '../mail/index.ts'
import { endSessions } from './sessions.ts'

/**
 * Throws out whoever signed in without being the person: the session ends, the password that let them in opens nothing
 * any more, an address they may have asked for is forgotten, and the person is mailed a way to choose a new password.
 */
export async function denySignIn(
  unit: Unit,
  context: Context,
  alert: { userId: string; sessionId: string },
): Promise<void> {
  const { userId, sessionId } = alert
  await endSessions(unit, context, { userId, sessionId, reason: 'login_denied' })
  await requireReset(unit, context, userId, 'login-denied')
}

/** Makes the person's password worthless until they have chosen another by the link they are mailed. */
export async function requireReset(
  unit: Unit,
  context: Context,
  userId: string,
  reason: 'login-denied' | 'operator',
): Promise<void> {
  await unit.run('UPDATE users SET must_reset_password = $2, pending_email = NULL, updated_at = $3 WHERE id = $1', [
    userId,
    true,
    context.now(),
  ])
  await postMail(unit, context, forcedResetMail(userId, reason))
}
