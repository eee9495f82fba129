import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { createTask, type ScheduledTask, validate } from 'node-cron'
import type { App } from '../app.ts'
import { systemActor } from '../core/actor.ts'
import {
  claimRun,
  isSlotOpen,
  type JobFacts,
  type LiveRun,
  noteNextRun,
  readLiveRuns,
  readRequests,
  registerJobs,
} from '../core/jobs/index.ts'
import { minute, second } from '../lib/clock.ts'
import type { Job } from './job.ts'
import { type ActiveRun, RunStopped, startRun } from './run-job.ts'
import { lastSlot, nextSlot, type Schedule, slotName } from './slots.ts'

export interface RunnerOptions {
  /** How often orders of operators and signs of life of other processes are looked at. Default 1,000 ms. */
  lookMs?: number
  /** After so long without a sign of life a run counts as lost. Default 30,000 ms. */
  leaseMs?: number
  /** How long `stop` waits for runs to end. Default 8,000 ms. */
  graceMs?: number
  /** Jobs that run at one time in this process when several are due. Default 3. */
  atOnce?: number
}

/** Runs the jobs of an installation on their schedules, beside other processes that do the same. */
export interface JobRunner {
  /** Makes the jobs known, runs what was missed, and goes on by the clock. */
  start(): Promise<void>
  /** Runs everything that is due at this moment and waits for it; for simulations, instead of `start`. */
  runDue(): Promise<void>
  /** When the next job is due (ms since the epoch), or null. */
  nextAt(): number | null
  /** Begins nothing more, tells runs to end and waits for them. */
  stop(): Promise<void>
}

/**
 * Builds a runner. node-cron rings at the moments of the schedules; what then runs is decided by the slots in the
 * database, so a moment that was slept through is made up for, and none is run twice by two processes.
 */
export function createJobRunner(app: App, jobs: readonly Job[], options: RunnerOptions = {}): JobRunner {
  const { lookMs = second, leaseMs = 30 * second, graceMs = 8 * second, atOnce = 3 } = options
  const owner = `${hostname()} ${process.pid} ${randomBytes(6).toString('hex')}`
  const context = app.as(systemActor('jobs'), 'job')
  const active = new Map<string, ActiveRun>()
  const tasks = new Map<string, { task: ScheduledTask; pattern: string }>()
  const watched = new Map<string, { run: LiveRun; since: number }>()
  const complained = new Set<string>()
  // node-cron writes to the terminal by itself unless it is given something to write to.
  const cronLogger = {
    info: (message: string) => app.log.debug(message),
    debug: (message: string | Error) => app.log.debug(String(message)),
    warn: (message: string) => app.log.warn(message),
    error: (message: string | Error, error?: Error) =>
      app.log.error({ err: error ?? message }, 'the clock of the jobs failed'),
  }
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let isStopping = false
  let lastTold = ''
  let lookedForMissedAt = Number.NEGATIVE_INFINITY

  return {
    async start() {
      await makeKnown()
      for (const job of jobs) await ring(job)
      timer = setInterval(look, lookMs)
      look()
    },
    async runDue() {
      await makeKnown()
      for (const job of jobs) {
        await begin(job, isAsked(job, await readRequests(context.db.read)))
        await active.get(job.name)?.ended
      }
    },
    nextAt: () =>
      jobs.reduce<number | null>((best, job) => {
        const next = offReason(job) === null ? nextSlot(scheduleOf(job), context.now()) : null
        return next === null || (best !== null && best <= next) ? best : next
      }, null),
    async stop() {
      isStopping = true
      clearInterval(timer)
      for (const { task } of tasks.values()) await task.destroy()
      await looking
      for (const run of active.values()) run.abort(serverStopped())
      const grace = new Promise<'late'>((resolve) => setTimeout(resolve, graceMs, 'late').unref())
      const ended = Promise.all([...active.values()].map((run) => run.ended))
      if ((await Promise.race([ended, grace])) === 'late') {
        app.log.warn({ jobs: [...active.keys()] }, 'jobs were still running when the server stopped')
      }
    },
  }

  function offReason(job: Job): string | null {
    return job.offReason?.(context) ?? null
  }

  function scheduleOf(job: Job): Schedule {
    const timeZone = job.timeZone ?? 'UTC'
    const wanted = app.settings.get('jobs.schedules')[job.name]
    if (wanted === undefined || validate(wanted)) return { pattern: wanted ?? job.schedule, timeZone }
    complainOnce(`${job.name} ${wanted}`, () =>
      app.log.warn(
        { job: job.name, schedule: wanted },
        'a schedule in the settings cannot be read; the default is used',
      ),
    )
    return { pattern: job.schedule, timeZone }
  }

  async function makeKnown(): Promise<void> {
    const facts = jobs.map((job): JobFacts => {
      const { pattern, timeZone } = scheduleOf(job)
      const off = offReason(job)
      if (off !== null) complainOnce(off, () => app.log.info({ reason: off }, 'some jobs stay off'))
      return { name: job.name, about: job.about, schedule: pattern, timeZone, timeoutMs: job.timeoutMs, offReason: off }
    })
    const told = JSON.stringify(facts)
    if (told === lastTold) return
    await registerJobs(context, facts)
    lastTold = told
  }

  function complainOnce(what: string, complain: () => void): void {
    if (complained.has(what)) return
    complained.add(what)
    complain()
  }

  async function ring(job: Job): Promise<void> {
    const { pattern, timeZone } = scheduleOf(job)
    const known = tasks.get(job.name)
    if (known?.pattern === pattern) return
    await known?.task.destroy()
    const task = createTask(pattern, () => begin(job, false).catch(failed), {
      timezone: timeZone,
      suppressMissedWarning: true,
      logger: cronLogger,
    })
    tasks.set(job.name, { task, pattern })
    await task.start()
    await noteNextRun(
      context,
      job.name,
      offReason(job) === null ? nextSlot({ pattern, timeZone }, context.now()) : null,
    )
  }

  function failed(error: unknown): void {
    app.log.error({ err: error }, 'the jobs could not be looked after')
  }

  function look(): void {
    looking ??= lookAround()
      .catch(failed)
      .finally(() => {
        looking = undefined
      })
  }

  async function lookAround(): Promise<void> {
    const lost = findLost(await readLiveRuns(context.db.read))
    const asked = await readRequests(context.db.read)
    const isMissedDue = performance.now() - lookedForMissedAt > minute
    if (isMissedDue) {
      lookedForMissedAt = performance.now()
      await makeKnown()
      for (const job of jobs) await ring(job)
    }
    for (const job of jobs) {
      if (isStopping) return
      if (active.size >= atOnce) {
        // Those that find no room now are looked for again at the next look.
        if (isMissedDue) lookedForMissedAt = Number.NEGATIVE_INFINITY
        return
      }
      const isLost = lost.has(job.name)
      if (isMissedDue || isLost || isAsked(job, asked)) await begin(job, isAsked(job, asked), lost.get(job.name))
    }
  }

  function isAsked(job: Job, asked: readonly string[]): boolean {
    return asked.includes(job.name)
  }

  /** Runs of other processes that have shown no sign of life for a lease, by this process's own, steady clock. */
  function findLost(live: readonly LiveRun[]): Map<string, LiveRun> {
    const lost = new Map<string, LiveRun>()
    const now = performance.now()
    const ids = new Set(live.map(({ id }) => id))
    for (const id of watched.keys()) if (!ids.has(id)) watched.delete(id)
    for (const run of live) {
      if (active.get(run.job)?.runId === run.id) continue
      const seen = watched.get(run.id)
      if (seen?.run.beat !== run.beat) watched.set(run.id, { run, since: now })
      else if (now - seen.since >= leaseMs) lost.set(run.job, run)
    }
    return lost
  }

  async function begin(job: Job, isRequested: boolean, dead?: LiveRun): Promise<void> {
    if (isStopping || active.has(job.name) || offReason(job) !== null) return
    const slot = isRequested ? null : await slotToRun(job, dead)
    if (slot === null && !isRequested) return
    const claim = await claimRun(context, { job: job.name, slot, owner, dead: dead ?? null })
    if (claim.kind !== 'claimed') return
    const run = startRun(app.as(systemActor(job.name), 'job'), job, { runId: claim.runId, isRequested }, leaseMs)
    active.set(job.name, run)
    if (isStopping) run.abort(serverStopped())
    void run.ended.then(async () => {
      active.delete(job.name)
      if (!isStopping) await noteNextRun(context, job.name, nextSlot(scheduleOf(job), context.now())).catch(failed)
    })
  }

  /** The newest slot when nobody has run it; the claim decides, this look only spares it most transactions. */
  async function slotToRun(job: Job, dead: LiveRun | undefined): Promise<string | null> {
    const at = lastSlot(scheduleOf(job), context.now())
    if (at === null) return null
    const slot = slotName(at)
    return dead !== undefined || (await isSlotOpen(context.db.read, job.name, slot)) ? slot : null
  }
}

function serverStopped(): RunStopped {
  return new RunStopped('stopped', 'The server was stopped.')
}
