import type { AdminJob } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { id, state, text, time } from '../../output/columns.ts'

export const { define: defineList, run: runList } = listCommand<AdminJob>({
  path: '/admin/jobs',
  paged: false,
  columns: [
    id('Job', (job) => job.name),
    state('State', (job) => job.state),
    text('Schedule', (job) => job.schedule, { drop: 1 }),
    state('Last', (job) => job.lastRun?.outcome),
    time('Ran', (job) => job.lastRun?.startedAt),
    time('Next', (job) => job.nextRunAt),
  ],
  empty: 'No jobs.',
  next: (first) => `momentum jobs runs ${first.name}`,
})
