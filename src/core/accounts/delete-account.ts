import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { day, isoTime } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { recordDeletions, withdrawDeletion } from '../deletions/index.ts'
import { failure } from '../errors.ts'
import { postMail } from '../mail/index.ts'
import { takeTurn } from '../turns.ts'
import { loginField, passwordField } from './fields.ts'
import { requirePassword } from './password-proof.ts'
import { proveIdentity } from './prove-identity.ts'
import { endSessions } from './sessions.ts'

export const deleteAccountInput = z.strictObject({ password: passwordField() })

/**
 * Deletes a person's own account: gone from view at once, erased after the grace time, restored by signing in before.
 * Throws `password_wrong`, `rate_limited`, or `conflict` for the last admin.
 */
export async function deleteAccount(
  context: Context,
  userId: string,
  input: { password: string },
): Promise<{ eraseAfter: number }> {
  await requirePassword(context, userId, input.password)
  return context.write((unit) => markDeleted(unit, context, { userId, by: 'self' }))
}

export const deleteWithPasswordInput = z.strictObject({
  login: loginField.describe('A user name or an e-mail address.'),
  password: passwordField(),
  totp: z.string().trim().min(6).max(30).optional().describe('A code of the authenticator app, or a recovery code.'),
})

/**
 * The same without a session, for who no longer has the app: by what they sign in with, as in `signIn`. An account that
 * its owner has deleted already stays so, and its date is answered. Throws what `proveIdentity` throws, or `conflict`.
 */
export async function deleteWithPassword(
  context: Context,
  input: z.output<typeof deleteWithPasswordInput>,
): Promise<{ eraseAfter: number }> {
  const proof = await proveIdentity(context, { ...input, deviceName: '' })
  return context.write(async (unit) => {
    const person = await proof.settle(unit)
    if (person.status === 'deleted') return { eraseAfter: person.eraseAfter! }
    return markDeleted(unit, context, { userId: person.id, by: 'self' })
  })
}

/**
 * Takes an account out of view and sets when it is erased; in the unit of whoever decided it. What the person did, signing
 * in undoes; what an operator did, only an operator. Throws `conflict`.
 */
export async function markDeleted(
  unit: Unit,
  context: Context,
  { userId, by }: { userId: string; by: 'self' | 'operator' },
): Promise<{ eraseAfter: number }> {
  await keepAnAdmin(unit, context, userId)
  const eraseAfter = context.now() + context.settings.get('accounts.graceDays') * day
  const isLeaving = await takeOutOfView(unit, context, { userId, by, eraseAfter })
  if (!isLeaving) throw failure('conflict', 'The account is deleted already.')
  await recordDeletions(unit, context, `deletion-by-${by}`, [userId])
  const data = { eraseAfter: isoTime(eraseAfter).slice(0, 10), by }
  await postMail(unit, context, { kind: 'account-deleted', to: { userId }, data })
  return { eraseAfter }
}

/**
 * Puts an account on its way out again, because that was decided after the backup that brought it back: erased when it
 * would have been. Answers false when it is on its way already, or gone.
 */
export function leaveAgain(
  context: Context,
  userId: string,
  decision: { by: 'self' | 'operator'; deletedAt: number },
): Promise<boolean> {
  const eraseAfter = decision.deletedAt + context.settings.get('accounts.graceDays') * day
  return context.write((unit) => takeOutOfView(unit, context, { userId, by: decision.by, eraseAfter }))
}

async function takeOutOfView(
  unit: Unit,
  context: Context,
  { userId, by, eraseAfter }: { userId: string; by: 'self' | 'operator'; eraseAfter: number },
): Promise<boolean> {
  const changed = await unit.run(
    `UPDATE users SET status_before_deletion = status, status = 'deleted', deleted_by = $4, erase_after = $2,
       access_changed_at = $3, updated_at = $3 WHERE id = $1 AND status <> 'deleted'`,
    [userId, eraseAfter, context.now(), by],
  )
  if (changed === 0) return false
  await endSessions(unit, context, { userId, reason: 'account_deleted' })
  await context.events.publish(unit, context, 'account.deleted', { userId })
  return true
}

/** Brings a deleted account back as it was before; a suspension that ended meanwhile is over. Answers its status. */
export async function restoreAccount(unit: Unit, context: Context, userId: string): Promise<'active' | 'suspended'> {
  const now = context.now()
  const restored = await unit.get<{ status: 'active' | 'suspended' }>(
    `UPDATE users SET erase_after = NULL, access_changed_at = $2, updated_at = $2, status_before_deletion = NULL,
       deleted_by = NULL,
       status = CASE WHEN status_before_deletion = 'suspended' AND (suspended_until IS NULL OR suspended_until > $2)
         THEN 'suspended' ELSE 'active' END
     WHERE id = $1 AND status = 'deleted' RETURNING status`,
    [userId, now],
  )
  if (restored === undefined) throw failure('conflict', 'The account is not deleted.')
  await withdrawDeletion(unit, userId)
  await context.events.publish(unit, context, 'account.restored', { userId })
  await postMail(unit, context, { kind: 'account-restored', to: { userId } })
  return restored.status
}

/** Throws `conflict` when this person is the only admin left: somebody must be able to look after the community. */
export async function keepAnAdmin(unit: Unit, context: Context, userId: string): Promise<void> {
  await takeTurn(unit, context, 'admins')
  const admins = await unit.all<{ id: string }>(
    `SELECT id FROM users WHERE role = 'admin' AND status = 'active' ORDER BY id LIMIT 2`,
  )
  if (admins.length === 1 && admins[0]!.id === userId) {
    throw failure('conflict', 'This is the last admin; make somebody else one first.')
  }
}
