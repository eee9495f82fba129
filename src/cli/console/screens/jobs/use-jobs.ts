import type { JobRow, JobRunRow } from '../../console-shapes.ts'
import { ago, short } from '../../draw/words.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { Column } from '../../list/columns.ts'
import { createListControls, type ListControls } from '../../list/list-controls.ts'
import { stateRole } from '../state-role.ts'

const took = (milliseconds: number | null) =>
  milliseconds === null ? '-' : milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`

const jobColumns: readonly Column<JobRow>[] = [
  { name: 'name', title: 'Job', width: 'rest', order: 0, cell: (job) => job.name },
  {
    name: 'state',
    title: 'State',
    width: 9,
    order: 0,
    cell: (job) => (job.progress === null ? job.state : `${Math.round(job.progress * 100)} %`),
    role: (job) => stateRole(job.state),
  },
  {
    name: 'outcome',
    title: 'Last',
    width: 10,
    order: 1,
    cell: (job) => job.lastOutcome ?? '-',
    role: (job) => stateRole(job.lastOutcome ?? ''),
  },
  { name: 'ended', title: 'Ended', width: 10, order: 2, cell: (job, now) => ago(job.lastEndedAt, now) },
  { name: 'took', title: 'Took', width: 8, align: 'right', order: 4, cell: (job) => took(job.lastDurationMs) },
  { name: 'next', title: 'Next', width: 10, order: 3, cell: (job, now) => ago(job.nextAt, now) },
  { name: 'schedule', title: 'Schedule', width: 16, order: 5, cell: (job) => job.schedule },
]

const runColumns: readonly Column<JobRunRow>[] = [
  { name: 'started', title: 'Started', width: 10, order: 0, cell: (run, now) => ago(run.startedAt, now) },
  {
    name: 'outcome',
    title: 'Outcome',
    width: 10,
    order: 0,
    cell: (run) => run.outcome,
    role: (run) => stateRole(run.outcome),
  },
  { name: 'took', title: 'Took', width: 8, align: 'right', order: 2, cell: (run) => took(run.durationMs) },
  { name: 'quota', title: 'Quota', width: 6, align: 'right', order: 3, cell: (run) => short(run.quotaUsed) },
  { name: 'counts', title: 'Did', width: 'rest', order: 0, cell: (run) => run.counts },
]

// Nobody is told how far a run is, so each beat of the server's pulse is a moment to ask.
const hears = /^(job\.|pulse$)/

/** Every job with its last and next run. */
export function useJobs(tools: ScreenTools): ListControls<JobRow> {
  return createListControls({
    columns: jobColumns,
    now: tools.now,
    idOf: (job) => job.name,
    load: async (_query, signal) => ({ items: await tools.api.jobs(signal), nextCursor: null }),
    hears,
  })
}

/** The runs of one job, newest first. */
export function useJobRuns(tools: ScreenTools, name: string): ListControls<JobRunRow> {
  return createListControls({
    columns: runColumns,
    now: tools.now,
    idOf: (run) => run.id,
    load: (query, signal) => tools.api.jobRuns(name, query, signal),
    hears,
  })
}
