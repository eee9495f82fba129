import type { Context } from '../core/context.ts'
import { beatRun, endRun, type RunOutcome } from '../core/jobs/index.ts'
import type { Job, JobReport } from './job.ts'

/** Why a run's signal was aborted. */
export class RunStopped extends Error {
  readonly outcome: Exclude<RunOutcome, 'running' | 'done' | 'partial' | 'failed'>

  constructor(outcome: RunStopped['outcome'], message: string) {
    super(message)
    this.name = 'RunStopped'
    this.outcome = outcome
  }
}

/** A run that goes on in this process. */
export interface ActiveRun {
  readonly job: string
  readonly runId: string
  /** Tells the run to end. */
  abort(reason: RunStopped): void
  /** Fulfilled when the run has ended and its record is written. Never rejects. */
  readonly ended: Promise<void>
}

/** Runs a job that was claimed: beats while it lives, aborts it when its time is over, and records how it ended. */
export function startRun(
  context: Context,
  job: Job,
  claim: { runId: string; isRequested: boolean },
  leaseMs: number,
): ActiveRun {
  const controller = new AbortController()
  const state = { progress: null as number | null, counts: {} as Record<string, number>, quotaUsed: 0 }
  let note: string | null = null
  const log = context.log.child({ job: job.name, run: claim.runId })
  const report: JobReport = {
    progress: (fraction) => {
      state.progress = Math.max(0, Math.min(1, fraction))
    },
    count: (name, by = 1) => {
      state.counts[name] = (state.counts[name] ?? 0) + by
    },
    spent: (units) => {
      state.quotaUsed += units
    },
    partial: (why) => {
      note = why
    },
    isRequested: claim.isRequested,
  }

  return {
    job: job.name,
    runId: claim.runId,
    abort: (reason) => controller.abort(reason),
    ended: live(),
  }

  async function live(): Promise<void> {
    const heart = startHeart()
    const timer = setTimeout(() => {
      const message = `It was not done within ${Math.round(job.timeoutMs / 1000)} s.`
      log.warn({ timeoutMs: job.timeoutMs }, 'a job is taking too long and is told to stop')
      controller.abort(new RunStopped('timed-out', message))
    }, job.timeoutMs)
    const end = await outcome()
    clearTimeout(timer)
    heart.stop()
    await heart.settled()
    log.debug({ outcome: end.outcome, ...state }, 'a job ended')
    await endRun(context, claim.runId, { ...state, ...end }).catch((error: unknown) => {
      // The record stays "running" without a beat, so the slot counts as lost and is tried again.
      log.error({ err: error }, 'the end of a job could not be recorded')
    })
  }

  async function outcome(): Promise<{ outcome: Exclude<RunOutcome, 'running'>; note: string | null }> {
    try {
      const counts = await job.run({ ...context, log }, controller.signal, report)
      for (const [name, count] of Object.entries(counts ?? {})) report.count(name, count)
      if (controller.signal.aborted) return stoppedAs(controller.signal)
      return { outcome: note === null ? 'done' : 'partial', note }
    } catch (error) {
      if (controller.signal.aborted) return stoppedAs(controller.signal)
      log.error({ err: error }, 'a job failed')
      return { outcome: 'failed', note: error instanceof Error ? error.message : String(error) }
    }
  }

  function startHeart(): { stop(): void; settled(): Promise<void> } {
    let beating: Promise<void> = Promise.resolve()
    let lastBeat = performance.now()
    let isBeating = false
    const timer = setInterval(() => {
      // Without a beat for so long, others may take the job for lost: two runs of it would be worse than none.
      if (performance.now() - lastBeat > leaseMs * 0.8) {
        controller.abort(new RunStopped('lost', 'The database could not be told in time that the run is alive.'))
      }
      if (isBeating) return
      isBeating = true
      beating = beatRun(context, claim.runId, state)
        .then((isOurs) => {
          if (isOurs) lastBeat = performance.now()
          else controller.abort(new RunStopped('lost', 'Another process took the job over.'))
        })
        .catch((error: unknown) => log.warn({ err: error }, 'a run could not say that it is alive'))
        .finally(() => {
          isBeating = false
        })
    }, leaseMs / 5)
    return { stop: () => clearInterval(timer), settled: () => beating }
  }
}

function stoppedAs(signal: AbortSignal): { outcome: Exclude<RunOutcome, 'running'>; note: string } {
  const reason: unknown = signal.reason
  if (reason instanceof RunStopped) return { outcome: reason.outcome, note: reason.message }
  return { outcome: 'stopped', note: String(reason) }
}
