import { AsyncLocalStorage } from 'node:async_hooks'
import type { YoutubeBucket } from '../../../clients/youtube/index.ts'
import { pacificDay, startOfPacificDay } from '../../../lib/pacific-day.ts'
import type { Context } from '../../context.ts'
import { changeState } from '../states.ts'

/**
 * How far into a day's bucket somebody may go. `must`: what the terms of YouTube ask for, into the reserve; `plan`: up
 * to the soft limit; `spare`: what may be left out first; `operator`: what somebody asked for, to the very end.
 */
export type SpendingRight = 'must' | 'plan' | 'spare' | 'operator'

/** Who spends quota at the moment. */
export interface Spender {
  readonly job: string
  readonly right: SpendingRight
  /** Told each unit reserved. */
  readonly onSpent: (units: number) => void
}

/** Thrown instead of a request that the ledger does not allow; the bucket is spent, closed, or kept for others. */
export class QuotaRefused extends Error {
  readonly bucket: YoutubeBucket

  constructor(bucket: YoutubeBucket) {
    super(`No quota is left in the bucket ${bucket} for this today.`)
    this.name = 'QuotaRefused'
    this.bucket = bucket
  }
}

const spenders = new AsyncLocalStorage<Spender>()

/** Runs work whose requests to YouTube are charged to the spender. */
export function spendAs<T>(spender: Spender, work: () => Promise<T>): Promise<T> {
  return spenders.run(spender, work)
}

/** The part of the day's quota that is left to operators and to what the terms ask for. */
const reserveShare = 0.05
const spareShare = 0.9

/** How many units of a bucket may be used in a day in all before somebody with this right is refused. */
export function ceilingOf(context: Context, bucket: YoutubeBucket, right: SpendingRight): number {
  const { limit, soft } = context.settings.get('videos.quota')[bucket]
  if (right === 'operator') return limit
  if (right === 'must') return Math.max(soft, Math.floor(limit * (1 - reserveShare)))
  return right === 'plan' ? soft : Math.floor(soft * spareShare)
}

/**
 * Reserves the unit of one request before it is sent, in a transaction, so that all processes together stay below the
 * limit. Throws `QuotaRefused` when there is none, and when nobody said whom to charge.
 */
export async function reserveUnit(context: Context, bucket: YoutubeBucket): Promise<void> {
  const spender = spenders.getStore()
  if (spender === undefined) throw new Error('A request to YouTube must be charged to somebody; see spendAs')
  await reserve(context, spender, bucket, 1)
  const extra = context.settings.get('videos.quota').searchCostsGeneral
  if (bucket === 'search' && extra > 0) await reserve(context, spender, 'general', extra)
}

async function reserve(context: Context, spender: Spender, bucket: YoutubeBucket, units: number): Promise<void> {
  const ceiling = ceilingOf(context, bucket, spender.right)
  const now = context.now()
  const day = pacificDay(now)
  const isReserved = await context.db.transaction(async (unit) => {
    const reserved = await unit.get(
      `INSERT INTO quota_days (day, bucket, used) SELECT $1, $2, CAST($3 AS INTEGER) WHERE CAST($3 AS INTEGER) <= CAST($4 AS INTEGER)
       ON CONFLICT (day, bucket) DO UPDATE SET used = quota_days.used + excluded.used
         WHERE quota_days.used + excluded.used <= CAST($4 AS INTEGER)
           AND (quota_days.closed_until IS NULL OR quota_days.closed_until <= CAST($5 AS BIGINT))
       RETURNING used`,
      [day, bucket, units, ceiling, now],
    )
    if (reserved === undefined) return false
    await unit.run(
      `INSERT INTO quota_spends (day, bucket, job, used) VALUES ($1, $2, $3, $4)
       ON CONFLICT (day, bucket, job) DO UPDATE SET used = quota_spends.used + excluded.used`,
      [day, bucket, spender.job, units],
    )
    return true
  })
  if (!isReserved) throw new QuotaRefused(bucket)
  spender.onSpent(units)
}

/** Closes a bucket until a moment (ms since the epoch); the log says so once. */
export async function closeBucket(
  context: Context,
  bucket: YoutubeBucket,
  until: number,
  reason: string,
): Promise<void> {
  await shutBucket(context, bucket, until, reason)
  if (await changeState(context, `bucket:${bucket}`, `closed ${pacificDay(context.now())}`)) {
    context.log.warn({ bucket, reason, until: new Date(until).toISOString() }, 'a YouTube quota bucket is closed')
  }
}

/** The same without a word, for those who say themselves why. */
export async function shutBucket(
  context: Context,
  bucket: YoutubeBucket,
  until: number,
  reason: string,
): Promise<void> {
  const day = pacificDay(context.now())
  await context.db.transaction((unit) =>
    unit.run(
      `INSERT INTO quota_days (day, bucket, used, closed_until, closed_reason) VALUES ($1, $2, 0, $3, $4)
       ON CONFLICT (day, bucket) DO UPDATE SET closed_until = excluded.closed_until, closed_reason = excluded.closed_reason
         WHERE quota_days.closed_until IS NULL OR quota_days.closed_until < excluded.closed_until`,
      [day, bucket, until, reason],
    ),
  )
}

/** Says in the log, once, that a bucket closed on an earlier day or for a while is open again. */
export async function noteOpenBuckets(context: Context): Promise<void> {
  const day = pacificDay(context.now())
  for (const bucket of ['general', 'search', 'stats'] as const) {
    const closed = await context.db.read.get(
      'SELECT day FROM quota_days WHERE day = $1 AND bucket = $2 AND closed_until > $3',
      [day, bucket, context.now()],
    )
    if (closed !== undefined) continue
    const known = await context.db.read.get<{ value: string }>('SELECT value FROM youtube_states WHERE name = $1', [
      `bucket:${bucket}`,
    ])
    if (known === undefined || known.value === 'open') continue
    if (await changeState(context, `bucket:${bucket}`, 'open')) {
      context.log.info({ bucket }, 'a YouTube quota bucket is open again')
    }
  }
}

/** Opens buckets again that were closed because the key was refused: an operator has changed something and tries. */
export async function reopenRefused(context: Context): Promise<void> {
  await context.db.transaction((unit) =>
    unit.run(
      `UPDATE quota_days SET closed_until = NULL, closed_reason = NULL
       WHERE day = $1 AND closed_reason LIKE 'refused: %'`,
      [pacificDay(context.now())],
    ),
  )
}

/** Units left in a bucket today for somebody with this right; 0 while it is closed. */
export async function unitsLeft(context: Context, bucket: YoutubeBucket, right: SpendingRight): Promise<number> {
  const now = context.now()
  const row = await context.db.read.get<{ used: number; closedUntil: number | null }>(
    'SELECT used, closed_until FROM quota_days WHERE day = $1 AND bucket = $2',
    [pacificDay(now), bucket],
  )
  if (row?.closedUntil !== null && row?.closedUntil !== undefined && row.closedUntil > now) return 0
  return Math.max(0, ceilingOf(context, bucket, right) - (row?.used ?? 0))
}

/** Share of the Pacific day that is over, 0 to 1, also on the days that have 23 or 25 hours. */
export function shareOfDayOver(now: number, nextMidnight: number): number {
  const start = startOfPacificDay(pacificDay(now))
  return (now - start) / (nextMidnight - start)
}
