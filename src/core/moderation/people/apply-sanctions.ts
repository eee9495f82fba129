import type { Unit } from '../../../db/unit.ts'
import { accessChanged, endSessions } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import { actionsInForce } from './actions.ts'

/** A silence without an end: the last millisecond that every client can write down. */
export const forever = Date.UTC(9999, 11, 31)

interface Present {
  status: string
  statusBeforeDeletion: string | null
}

/**
 * Makes the account what the sanctions in force say: suspended, silenced, or free. A new suspension ends every session at
 * once; when the last ends, what the person may do comes back to the sessions they have.
 */
export async function applySanctions(unit: Unit, context: Context, userId: string): Promise<void> {
  const now = context.now()
  const inForce = (await actionsInForce(unit, userId, ['silence', 'suspend'])).filter(
    ({ expiresAt }) => expiresAt === null || expiresAt > now,
  )
  const suspensions = inForce.filter(({ type }) => type === 'suspend').map(({ expiresAt }) => expiresAt)
  const silences = inForce.filter(({ type }) => type === 'silence').map(({ expiresAt }) => expiresAt ?? forever)
  const isSuspended = suspensions.length > 0
  const suspendedUntil = suspensions.includes(null) || !isSuspended ? null : Math.max(...(suspensions as number[]))
  const status = isSuspended ? 'suspended' : 'active'
  const before = (await unit.get<Present>('SELECT status, status_before_deletion FROM users WHERE id = $1', [userId]))!
  const isDeleted = before.status === 'deleted'
  await unit.run(
    `UPDATE users SET status = $2, status_before_deletion = $3, suspended_until = $4, silenced_until = $5,
       access_changed_at = $6, updated_at = $6 WHERE id = $1`,
    [
      userId,
      isDeleted ? 'deleted' : status,
      isDeleted ? status : before.statusBeforeDeletion,
      suspendedUntil,
      silences.length === 0 ? null : Math.max(...silences),
      now,
    ],
  )
  accessChanged(unit, context, userId)
  if (isDeleted || before.status === status) return
  if (isSuspended) {
    await endSessions(unit, context, { userId, reason: 'suspended' })
    await context.events.publish(unit, context, 'account.suspended', { userId })
  } else {
    await unit.run("UPDATE sessions SET scope = 'full' WHERE user_id = $1 AND ended_at IS NULL", [userId])
    await context.events.publish(unit, context, 'account.restored', { userId })
  }
}
