import type { Youtube, YoutubeBucket, YoutubeFailure } from '../../clients/youtube/index.ts'
import { nextPacificMidnight } from '../../lib/pacific-day.ts'
import type { Context } from '../context.ts'
import { closeBucket, QuotaRefused, type SpendingRight, shutBucket, spendAs } from './quota/ledger.ts'
import { changeState } from './states.ts'

/** What a run of work may tell while it goes on. */
export interface WorkReport {
  progress(fraction: number): void
  count(name: string, by?: number): void
  spent(units: number): void
  partial(note: string): void
  readonly isRequested: boolean
}

/** One run of work on YouTube: what it asks with, on whose account, and whether it makes sense to go on. */
export interface YoutubeWork {
  readonly context: Context
  readonly youtube: Youtube
  readonly signal: AbortSignal
  readonly report: WorkReport
  /** Set once nothing more can be asked: the quota is spent, the key refused, or YouTube out of reach. */
  ended: string | null
  failuresInARow: number
  /** Whether this run has told that YouTube answers. */
  isReached: boolean
  /** Whether YouTube has answered or begun to fail in this run, so that one more failure is not yet an outage. */
  wasReached: boolean
}

/**
 * What came of a request: its value; `skip` where there is no such list; `dead` where the source is gone; `failed` where
 * only this one could not be had; `wrong` where the request was not understood; `over` when nothing more should be asked
 * in this run.
 */
export type Asked<T> = { kind: 'value'; value: T } | { kind: 'skip' | 'dead' | 'failed' | 'wrong' | 'over' }

/**
 * So many different requests failing one after another are an outage, not bad luck with one of them; while one is known,
 * the first request of a run is enough to find that it goes on.
 */
const failuresToGiveUp = 3

/**
 * Runs work on YouTube in the name of a job. Whatever YouTube does is kept from the caller: failures end parts of the
 * work, are counted, and are logged once per change of state.
 */
export async function workOnYoutube(
  context: Context,
  youtube: Youtube,
  options: { job: string; right: SpendingRight; signal: AbortSignal; report: WorkReport },
  work: (on: YoutubeWork) => Promise<void>,
): Promise<void> {
  const { job, signal, report } = options
  const right = report.isRequested ? 'operator' : options.right
  const on: YoutubeWork = {
    context,
    youtube,
    signal,
    report,
    ended: null,
    failuresInARow: 0,
    isReached: false,
    wasReached: false,
  }
  await spendAs({ job, right, onSpent: (units) => report.spent(units) }, () => work(on))
  if (on.ended !== null) report.partial(on.ended)
}

/** Asks YouTube one thing, and decides by the table of failures what to do about a refusal. */
export async function ask<T>(on: YoutubeWork, request: () => Promise<T>): Promise<Asked<T>> {
  if (on.ended !== null) return { kind: 'over' }
  on.signal.throwIfAborted()
  try {
    const value = await request()
    on.failuresInARow = 0
    if (!on.isReached) await noteReached(on.context)
    on.isReached = true
    on.wasReached = true
    return { kind: 'value', value }
  } catch (error) {
    if (error instanceof QuotaRefused) return end(on, error.message)
    const failure = on.youtube.asFailure(error)
    if (failure === null) throw error
    return await afterFailure(on, failure)
  }
}

async function afterFailure(on: YoutubeWork, failure: YoutubeFailure): Promise<Asked<never>> {
  const { context, report } = on
  const now = context.now()
  switch (failure.action) {
    case 'skip-slice':
      if (!context.settings.get('videos.chartlessStatuses').includes(failure.status ?? 0)) {
        report.count('failed')
        report.partial(failure.message)
        return { kind: 'wrong' }
      }
      return { kind: 'skip' }
    case 'source-dead':
      return { kind: 'dead' }
    case 'close-bucket':
      await closeBucket(context, failure.bucket, failure.closedUntil ?? nextPacificMidnight(now), failure.reason)
      return end(on, `YouTube says that the day's quota (${failure.bucket}) is used up.`)
    case 'retry-later':
      await closeBucket(context, failure.bucket, now + (failure.retryAfterMs ?? 60_000), failure.reason)
      return end(on, 'YouTube asks for slower requests.')
    case 'stop-all':
      await refuse(context, failure)
      return end(on, `YouTube refuses the key: ${failure.reason}.`)
    case 'restart-list':
    case 'our-bug':
      report.count('failed')
      report.partial(failure.message)
      return { kind: 'wrong' }
    case 'transient':
      report.count('failed')
      report.partial(failure.message)
      on.failuresInARow += 1
      on.isReached = false
      if (await noteUnreached(context, failure)) on.wasReached = true
      if (!on.wasReached) return end(on, `YouTube is still out of reach: ${failure.reason}.`)
      return on.failuresInARow >= failuresToGiveUp
        ? end(on, `YouTube is out of reach: ${failure.reason}.`)
        : { kind: 'failed' }
  }
}

function end(on: YoutubeWork, why: string): { kind: 'over' } {
  on.ended = why
  return { kind: 'over' }
}

/** Every bucket closes until tomorrow, when one request finds out whether the key is good again. */
async function refuse(context: Context, failure: YoutubeFailure): Promise<void> {
  const buckets: readonly YoutubeBucket[] = ['general', 'search', 'stats']
  const until = nextPacificMidnight(context.now())
  const isNews = await changeState(context, 'key', `refused: ${failure.reason}`)
  if (isNews) {
    context.log.error(
      { reason: failure.reason, detail: failure.detail },
      'YouTube refuses the API key; no video is fetched until it is put right',
    )
  }
  for (const bucket of buckets) await shutBucket(context, bucket, until, `refused: ${failure.reason}`)
}

/** Answers whether this is news. */
async function noteUnreached(context: Context, failure: YoutubeFailure): Promise<boolean> {
  const isNews = await changeState(context, 'api', 'out of reach')
  if (isNews)
    context.log.warn({ reason: failure.reason }, 'YouTube is out of reach; the feed goes on from what is stored')
  return isNews
}

// Asked before written: that nothing has changed is the common case, and it must not cost a transaction.
async function noteReached(context: Context): Promise<void> {
  const rows = await context.db.read.all<{ name: string; value: string }>(
    `SELECT name, value FROM youtube_states WHERE name IN ('api', 'key')`,
  )
  const state = new Map(rows.map(({ name, value }) => [name, value]))
  if (state.get('api') !== 'reached' && (await changeState(context, 'api', 'reached')) && state.has('api')) {
    context.log.info('YouTube answers again')
  }
  if (state.has('key') && state.get('key') !== 'good' && (await changeState(context, 'key', 'good'))) {
    context.log.info('YouTube takes the API key again')
  }
}
