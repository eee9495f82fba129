import type { Context } from '../core/context.ts'

/** What a run tells of itself while it goes on; the admin API and the console show it. */
export interface JobReport {
  /** How far the run is, 0 to 1. */
  progress(fraction: number): void
  /** Adds to a count of the run's record, such as `removed`. Default 1. */
  count(name: string, by?: number): void
  /** Adds units of outside quota that were spent. */
  spent(units: number): void
  /** Says that something could not be done, although the run went on; the run ends as `partial` with the last note. */
  partial(note: string): void
  /** Whether an operator asked for this run. */
  readonly isRequested: boolean
}

/** A job as a value: what it does apart from when. */
export interface Job {
  /** kebab-case; also the name of the actor. */
  readonly name: string
  /** One sentence for operators. */
  readonly about: string
  /** Five fields of cron; the setting `jobs.schedules` may say otherwise. */
  readonly schedule: string
  /** Where the schedule's clock hangs. Default UTC. */
  readonly timeZone?: 'UTC' | 'America/Los_Angeles'
  /** After so long the run's signal is aborted. */
  readonly timeoutMs: number
  /** Why it has nothing to do in this installation, such as a missing key; the job then stays off. */
  offReason?(context: Context): string | null
  /**
   * Does all that is due, and ends soon after the signal is aborted. Runs may be repeated or left out, so it looks at the
   * stored state for what is due, never at when it ran last. Its value, if any, is added to the counts of the record.
   */
  run(context: Context, signal: AbortSignal, report: JobReport): Promise<Record<string, number>> | Promise<void>
}
