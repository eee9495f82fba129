import { placeholders } from '../../db/sql.ts'
import { restoreAccount } from '../accounts/index.ts'
import { recordAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { recountEverything } from '../counters/index.ts'

/** What is known of the installation whose place the restored one takes. */
export interface Predecessor {
  /** Sessions that ended since the backup; null when nobody can tell any more, and then all end. */
  endedSessions: readonly string[] | null
  /** People who were deleted or on their way out; null when nobody can tell. Others come back. */
  leaving: ReadonlySet<string> | null
}

/** What was done to make an old state fit for the present. */
export interface Settled {
  sessionsEnded: number
  accountsBack: number
  countersMended: number
}

/** Further along than any log can have come since the backup. */
const logLeap = 1_000_000

const atATime = 200

/**
 * Makes a restored state fit for the present: sessions that ended since stay ended, links, mails and pushes of back then are not
 * sent or used again, nobody's location is shared on, and clients whose position is ahead of the restored log are told to
 * start afresh. Counters are counted anew, and an audit entry says that it was restored.
 */
export async function settleRestored(
  context: Context,
  input: {
    backup: string
    createdAt: string
    predecessor: Predecessor
    before: Readonly<Record<string, unknown>> | null
  },
): Promise<Settled> {
  const { predecessor } = input
  const accountsBack = predecessor.leaving === null ? 0 : await bringBack(context, predecessor.leaving)
  const sessionsEnded = await endSessionsAgain(context, predecessor.endedSessions)
  await context.write(async (unit) => {
    await unit.run(
      'DELETE FROM push_subscriptions WHERE session_id IN (SELECT id FROM sessions WHERE ended_at IS NOT NULL)',
    )
    const now = context.now()
    await unit.run('DELETE FROM one_time_tokens')
    await unit.run('DELETE FROM mail_outbox')
    await unit.run('DELETE FROM push_outbox')
    await unit.run(`UPDATE live_locations SET ended_at = $1, end_reason = 'expired' WHERE ended_at IS NULL`, [now])
    await unit.run(`UPDATE job_runs SET outcome = 'lost', ended_at = $1 WHERE outcome = 'running'`, [now])
    await unit.run('UPDATE jobs SET requested_at = NULL')
    await unit.run('DELETE FROM events')
    await unit.run('UPDATE event_heads SET last_seq = last_seq + $1, pruned_seq = last_seq + $1', [logLeap])
  })
  const differed = await recountEverything(context, { repair: true })
  const countersMended = Object.values(differed).reduce((sum, count) => sum + count, 0)
  const { backup, createdAt } = input
  await context.write((unit) =>
    recordAudit(unit, context, {
      action: 'installation.restore',
      subjectType: 'installation',
      subjectId: backup,
      reason: null,
      before: input.before,
      after: { backup, createdAt, sessionsEnded, accountsBack },
    }),
  )
  return { sessionsEnded, accountsBack, countersMended }
}

// Whoever was on their way out when the backup was made and changed their mind afterwards.
async function bringBack(context: Context, leaving: ReadonlySet<string>): Promise<number> {
  const out = await context.db.read.all<{ id: string }>("SELECT id FROM users WHERE status = 'deleted' ORDER BY id")
  let count = 0
  for (const { id } of out.filter((person) => !leaving.has(person.id))) {
    await context.write((unit) => restoreAccount(unit, context, id))
    count += 1
  }
  return count
}

async function endSessionsAgain(context: Context, ids: readonly string[] | null): Promise<number> {
  const now = context.now()
  if (ids === null) {
    return context.write((unit) =>
      unit.run(`UPDATE sessions SET ended_at = $1, end_reason = 'restored' WHERE ended_at IS NULL`, [now]),
    )
  }
  let ended = 0
  for (let start = 0; start < ids.length; start += atATime) {
    const some = ids.slice(start, start + atATime)
    ended += await context.write((unit) =>
      unit.run(
        `UPDATE sessions SET ended_at = $${some.length + 1}, end_reason = 'restored'
         WHERE ended_at IS NULL AND id IN (${placeholders(some.length)})`,
        [...some, now],
      ),
    )
  }
  return ended
}
