export { expireShortLived } from './expire-short-lived.ts'
export {
  type JobFacts,
  type JobRow,
  listJobs,
  listRuns,
  noteNextRun,
  readRequests,
  registerJobs,
} from './jobs.ts'
export {
  beatRun,
  type ClaimOutcome,
  claimRun,
  endRun,
  isSlotOpen,
  type JobRunRow,
  type LiveRun,
  type RunOutcome,
  type RunReport,
  readLiveRuns,
} from './runs.ts'
export { type JobOrder, planJobOrder, steerJob } from './steer-job.ts'
