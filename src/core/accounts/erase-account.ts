import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { recordDeletions, withdrawDeletion } from '../deletions/index.ts'
import { postMail } from '../mail/index.ts'
import { leaveAgain } from './delete-account.ts'
import { forgetFailures } from './sign-in-guard.ts'

/** Erases the accounts whose grace time is over, some at a time; answers how many, and how many could not be. */
export async function eraseDueAccounts(
  context: Context,
  input: { limit?: number; signal?: AbortSignal } = {},
): Promise<{ erased: number; failed: number }> {
  const due = await context.db.read.all<{ id: string }>(
    `SELECT id FROM users WHERE erase_after <= $1 AND status = 'deleted' ORDER BY erase_after LIMIT $2`,
    [context.now(), input.limit ?? 100],
  )
  const counts = { erased: 0, failed: 0 }
  for (const { id } of due) {
    if (input.signal?.aborted) break
    try {
      if (await eraseAccount(context, id)) counts.erased += 1
    } catch (error) {
      // One account that cannot be erased must not keep the others.
      counts.failed += 1
      context.log.error({ err: error, userId: id }, 'an account could not be erased')
    }
  }
  return counts
}

/**
 * Erases one account for good: every noun removes what is theirs in the same unit, what refers to the person goes with
 * the row, and the ledger keeps the id, so that a restored backup can be made to forget it again. Answers false when it
 * was restored meanwhile, or its time has not come.
 */
export async function eraseAccount(context: Context, userId: string): Promise<boolean> {
  const now = context.now()
  return context.write(async (unit) => {
    const person = await unit.get<{ email: string | null }>(
      `SELECT email FROM users WHERE id = $1 AND status = 'deleted' AND erase_after <= $2`,
      [userId, now],
    )
    if (person === undefined) return false
    await context.events.publish(unit, context, 'account.erased', { userId })
    await removePerson(unit, userId)
    await withdrawDeletion(unit, userId)
    await recordDeletions(unit, context, 'user', [userId])
    if (person.email !== null) await postMail(unit, context, { kind: 'account-erased', to: { address: person.email } })
    return true
  })
}

/**
 * Erases an account at once, whatever its state, because it was erased after the backup that brought it back. Answers
 * false when there is none.
 */
export async function eraseAgain(context: Context, userId: string): Promise<boolean> {
  // What everybody else's counts and lists hold of them goes as it did then: first out of view, then for good.
  await leaveAgain(context, userId, { by: 'operator', deletedAt: 0 })
  await context.write((unit) => unit.run('UPDATE users SET erase_after = $2 WHERE id = $1', [userId, context.now()]))
  return eraseAccount(context, userId)
}

// What has no reference to the row that would take it along.
async function removePerson(unit: Unit, userId: string): Promise<void> {
  await forgetFailures(unit, userId)
  await unit.run('DELETE FROM idempotency_keys WHERE owner_id = $1', [userId])
  await unit.run('DELETE FROM users WHERE id = $1', [userId])
}
