import type { JobRun } from '../../api-types.ts'
import { api } from '../../command.ts'
import { listCommand } from '../../list-command.ts'
import { id, number, state, text, time } from '../../output/columns.ts'

export const { define: defineRuns, run: runRuns } = listCommand<JobRun>({
  arguments: [{ name: 'job', summary: 'name, as `momentum jobs list` shows it' }],
  path: ({ args }) => api`/admin/jobs/${args[0]!}/runs`,
  columns: [
    id('Run', (run) => run.id),
    state('Outcome', (run) => run.outcome),
    time('Started', (run) => run.startedAt),
    number('ms', (run) => run.durationMs),
    text('Counts', (run) => countsInWords(run.counts), { drop: 1 }),
    text('Error', (run) => run.error),
  ],
  empty: 'It has not run yet.',
})

function countsInWords(counts: Record<string, number> | null): string | null {
  if (counts === null || counts === undefined) return null
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}
