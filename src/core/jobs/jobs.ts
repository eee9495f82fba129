import type { Reader } from '../../db/sql.ts'
import type { Context } from '../context.ts'
import type { JobRunRow } from './runs.ts'

/** What a runner tells about a job, so that every process and the admin API can show it. */
export interface JobFacts {
  name: string
  about: string
  schedule: string
  timeZone: string
  timeoutMs: number
  /** Why it does nothing for now, such as a missing key; null when it works. */
  offReason: string | null
}

/** A job as the installation knows it, with its newest run. */
export interface JobRow extends JobFacts {
  pausedAt: number | null
  requestedAt: number | null
  nextAt: number | null
  lastRun: JobRunRow | null
}

/** Makes the jobs of this version known, and forgets those that it no longer has. */
export async function registerJobs(context: Context, facts: readonly JobFacts[]): Promise<void> {
  const now = context.now()
  await context.db.transaction(async (unit) => {
    for (const job of facts) {
      await unit.run(
        `INSERT INTO jobs (name, about, schedule, time_zone, timeout_ms, off_reason, known_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (name) DO UPDATE SET about = excluded.about, schedule = excluded.schedule,
           time_zone = excluded.time_zone, timeout_ms = excluded.timeout_ms, off_reason = excluded.off_reason,
           known_at = excluded.known_at`,
        [job.name, job.about, job.schedule, job.timeZone, job.timeoutMs, job.offReason, now],
      )
    }
    const known = new Set(facts.map(({ name }) => name))
    for (const { name } of await unit.all<{ name: string }>('SELECT name FROM jobs')) {
      if (!known.has(name)) await unit.run('DELETE FROM jobs WHERE name = $1', [name])
    }
  })
}

/** Stores when a job will run next by its schedule; null when it will not. */
export async function noteNextRun(context: Context, job: string, nextAt: number | null): Promise<void> {
  await context.db.transaction((unit) => unit.run('UPDATE jobs SET next_at = $2 WHERE name = $1', [job, nextAt]))
}

/** The jobs that an operator wants to run now. */
export async function readRequests(reader: Reader): Promise<string[]> {
  const rows = await reader.all<{ name: string }>('SELECT name FROM jobs WHERE requested_at IS NOT NULL ORDER BY name')
  return rows.map(({ name }) => name)
}

const runColumns =
  'id, job, slot, attempt, started_by, outcome, progress, counts, quota_used, note, started_at, ended_at'

/** Every job by name, each with its newest run. */
export async function listJobs(reader: Reader, name?: string): Promise<JobRow[]> {
  const jobs = await reader.all<Omit<JobRow, 'lastRun'>>(
    `SELECT name, about, schedule, time_zone, timeout_ms, off_reason, paused_at, requested_at, next_at
     FROM jobs ${name === undefined ? '' : 'WHERE name = $1'} ORDER BY name`,
    name === undefined ? [] : [name],
  )
  const rows: JobRow[] = []
  for (const job of jobs) rows.push({ ...job, lastRun: (await listRuns(reader, job.name, null, 1))[0] ?? null })
  return rows
}

/** Up to `limit` runs of a job before the one with id `before`, newest first. */
export function listRuns(reader: Reader, job: string, before: string | null, limit: number): Promise<JobRunRow[]> {
  return before === null
    ? reader.all(`SELECT ${runColumns} FROM job_runs WHERE job = $1 ORDER BY id DESC LIMIT $2`, [job, limit])
    : reader.all(`SELECT ${runColumns} FROM job_runs WHERE job = $1 AND id < $3 ORDER BY id DESC LIMIT $2`, [
        job,
        limit,
        before,
      ])
}
