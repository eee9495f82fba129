import type { Database } from '../../db/database.ts'
import type { Reader } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import { takeTurn } from '../turns.ts'

/**
 * How a run ended. `partial`: some of it could not be done, the rest was. `stopped`: the server was shut down meanwhile;
 * `lost`: the process that ran it was killed. The slot of a stopped or lost run is tried again.
 */
export type RunOutcome = 'running' | 'done' | 'partial' | 'failed' | 'timed-out' | 'stopped' | 'lost'

/** Why a run was begun. */
export type RunCause = 'schedule' | 'request'

/** A run as it is recorded, from its beginning on. */
export interface JobRunRow {
  id: string
  job: string
  slot: string
  attempt: number
  startedBy: RunCause
  outcome: RunOutcome
  /** 0 to 1 while it runs and says so. */
  progress: number | null
  counts: string
  quotaUsed: number
  note: string | null
  startedAt: number
  endedAt: number | null
}

/** A run that some process says it is at; `beat` grows as long as it is alive. */
export interface LiveRun {
  id: string
  job: string
  owner: string
  beat: number
}

export interface ClaimInput {
  job: string
  /** The scheduled moment (ISO, UTC) that this run is for, or null for the run that an operator asked for. */
  slot: string | null
  /** Names this process. */
  owner: string
  /** A run that this process has watched for a lease without seeing it beat; it is given up for lost. */
  dead: LiveRun | null
}

export type ClaimOutcome =
  | { kind: 'claimed'; runId: string; slot: string; attempt: number }
  /** Another run of the job is at work, here or elsewhere. */
  | { kind: 'busy'; run: LiveRun }
  /** The slot was run, the request was answered, or the job is paused. */
  | { kind: 'nothing to do' }

/** A slot whose process died is tried so often at most, so that a job that kills its process does not do so for ever. */
const mostAttempts = 3

const again: readonly RunOutcome[] = ['stopped', 'lost']

/**
 * Takes one slot of a job, or the run an operator asked for, for this process: of all processes one gets it, and none
 * while another run of the job is alive.
 */
export function claimRun(context: Context, input: ClaimInput): Promise<ClaimOutcome> {
  return context.db.transaction(async (unit) => {
    await takeTurn(unit, context, `job:${input.job}`)
    const running = await findRunning(unit, input.job)
    if (running !== undefined) {
      const isDead = running.id === input.dead?.id && running.beat === input.dead.beat
      if (!isDead) return { kind: 'busy', run: running }
      await unit.run(`UPDATE job_runs SET outcome = 'lost', ended_at = $2 WHERE id = $1`, [running.id, context.now()])
    }
    const due =
      input.slot === null ? await takeRequest(unit, input.job) : await nextAttempt(unit, input.job, input.slot)
    if (due === null) return { kind: 'nothing to do' }
    const runId = newId(context.now())
    await unit.run(
      `INSERT INTO job_runs (id, job, slot, attempt, started_by, owner, outcome, started_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'running', $7)`,
      [runId, input.job, due.slot, due.attempt, due.cause, input.owner, context.now()],
    )
    return { kind: 'claimed', runId, slot: due.slot, attempt: due.attempt }
  })
}

interface Due {
  slot: string
  attempt: number
  cause: RunCause
}

async function takeRequest(unit: Unit, job: string): Promise<Due | null> {
  const asked = await unit.get<{ requestedAt: number }>(
    'SELECT requested_at FROM jobs WHERE name = $1 AND requested_at IS NOT NULL',
    [job],
  )
  if (asked === undefined) return null
  await unit.run('UPDATE jobs SET requested_at = NULL WHERE name = $1', [job])
  const slot = `asked ${new Date(asked.requestedAt).toISOString()}`
  const last = await lastAttempt(unit, job, slot)
  return { slot, attempt: (last?.attempt ?? 0) + 1, cause: 'request' }
}

async function nextAttempt(unit: Unit, job: string, slot: string): Promise<Due | null> {
  const paused = await unit.get('SELECT name FROM jobs WHERE name = $1 AND paused_at IS NOT NULL', [job])
  if (paused !== undefined) return null
  const last = await lastAttempt(unit, job, slot)
  if (!mayRun(last)) return null
  return { slot, attempt: (last?.attempt ?? 0) + 1, cause: 'schedule' }
}

/** Whether a slot is still to be run, as far as a look without a claim can tell. */
export async function isSlotOpen(reader: Reader, job: string, slot: string): Promise<boolean> {
  return mayRun(await lastAttempt(reader, job, slot))
}

function mayRun(last: { attempt: number; outcome: RunOutcome } | undefined): boolean {
  return last === undefined || (again.includes(last.outcome) && last.attempt < mostAttempts)
}

function lastAttempt(reader: Reader, job: string, slot: string) {
  return reader.get<{ attempt: number; outcome: RunOutcome }>(
    'SELECT attempt, outcome FROM job_runs WHERE job = $1 AND slot = $2 ORDER BY attempt DESC LIMIT 1',
    [job, slot],
  )
}

function findRunning(reader: Reader, job: string) {
  return reader.get<LiveRun>(
    `SELECT id, job, owner, beat FROM job_runs WHERE outcome = 'running' AND job = $1 LIMIT 1`,
    [job],
  )
}

/** Every run that some process says it is at. */
export function readLiveRuns(reader: Reader): Promise<LiveRun[]> {
  return reader.all<LiveRun>(`SELECT id, job, owner, beat FROM job_runs WHERE outcome = 'running'`)
}

/** What a run tells of itself while it goes on. */
export interface RunReport {
  progress: number | null
  counts: Readonly<Record<string, number>>
  quotaUsed: number
}

/** Says that a run is alive, and how far it is. Answers false when the run was given to another process. */
export function beatRun(context: Context, runId: string, report: RunReport): Promise<boolean> {
  return context.db.transaction(async (unit) => {
    const changed = await unit.run(
      `UPDATE job_runs SET beat = beat + 1, progress = $2, counts = $3, quota_used = $4
       WHERE id = $1 AND outcome = 'running'`,
      [runId, report.progress, JSON.stringify(report.counts), report.quotaUsed],
    )
    return changed === 1
  })
}

/** Records how a run ended; a run given up for lost meanwhile stays lost. `note` is cut to 500 characters. */
export function endRun(
  context: Context,
  runId: string,
  end: RunReport & { outcome: Exclude<RunOutcome, 'running'>; note: string | null },
): Promise<void> {
  return context.db.transaction(async (unit) => {
    await unit.run(
      `UPDATE job_runs SET outcome = $2, note = $3, progress = NULL, counts = $4, quota_used = $5, ended_at = $6
       WHERE id = $1 AND outcome = 'running'`,
      [
        runId,
        end.outcome,
        end.note === null ? null : end.note.slice(0, 500),
        JSON.stringify(end.counts),
        end.quotaUsed,
        context.now(),
      ],
    )
  })
}

/** Removes the records of runs begun before a moment, all but the running; answers how many. */
export function pruneRuns(db: Database, before: number): Promise<number> {
  return db.transaction((unit) =>
    unit.run(`DELETE FROM job_runs WHERE started_at < $1 AND outcome <> 'running'`, [before]),
  )
}
