import { day, hour } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { pruneRuns } from './runs.ts'

interface Leftovers {
  table: string
  keys: string
  time: string
  keptMs: number
}

/** Rows that have done their work, by the time after which nobody asks for them. */
const leftovers: readonly Leftovers[] = [
  { table: 'idempotency_keys', keys: 'owner_id, route, idempotency_key', time: 'created_at', keptMs: day },
  { table: 'one_time_tokens', keys: 'token_hash', time: 'expires_at', keptMs: 0 },
  { table: 'sign_in_failures', keys: 'counter_key, failed_at, id', time: 'failed_at', keptMs: hour },
  { table: 'mails_sent', keys: 'address_hash, sent_at, id', time: 'sent_at', keptMs: 2 * hour },
]

const atATime = 5000
const runsKeptMs = 30 * day

/**
 * Removes answers kept for retries (24 h), links that have ended, counts of failed sign-ins and sent mails beyond their
 * window, and records of job runs older than 30 days. Answers how many of each, by table.
 */
export async function expireShortLived(context: Context, signal?: AbortSignal): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { table, keys, time, keptMs } of leftovers) {
    counts[table] = 0
    while (!signal?.aborted) {
      const removed = await context.db.transaction((unit) =>
        unit.run(
          `DELETE FROM ${table} WHERE (${keys}) IN
             (SELECT ${keys} FROM ${table} WHERE ${time} < $1 ORDER BY ${time} LIMIT ${atATime})`,
          [context.now() - keptMs],
        ),
      )
      counts[table] += removed
      if (removed < atATime) break
    }
  }
  counts.job_runs = await pruneRuns(context.db, context.now() - runsKeptMs)
  return counts
}
