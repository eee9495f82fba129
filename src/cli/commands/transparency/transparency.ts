import type { MonthFigures } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { id, number } from '../../output/columns.ts'
import { wholeNumber } from '../specs.ts'

export const { define: defineTransparency, run: runTransparency } = listCommand<MonthFigures>({
  about:
    'The present month comes first, and is not over. With --json also the reports by reason and the actions by kind. ' +
    'Nobody is named. momentum compliance report writes a whole document.',
  flags: [
    {
      flags: '--months <number>',
      summary: 'how many, with the present one',
      parse: wholeNumber(1, 120),
      fallback: 12,
      query: 'months',
    },
  ],
  examples: ['momentum transparency', 'momentum transparency --months 3 --json'],
  path: '/admin/transparency',
  paged: false,
  columns: [
    id('Month', (row) => row.month),
    number('Reports', (row) => sum(row.reports)),
    number('Cases', (row) => row.casesOpened),
    number('Decided', (row) => row.casesDecided),
    number('Acted on', (row) => row.casesActioned, { drop: 5 }),
    number('Median hours', (row) => row.medianHours),
    number('Actions', (row) => sum(row.actions)),
    number('By machine', (row) => row.automaticActions, { drop: 4 }),
    number('Appeals', (row) => row.appeals.filed),
    number('Overturned', (row) => row.appeals.overturned, { drop: 2 }),
    number('Takedowns', (row) => row.takedowns.filed, { drop: 1 }),
    number('Removed', (row) => row.takedowns.removed, { drop: 6 }),
    number('Erased', (row) => row.accountsErased, { drop: 3 }),
  ],
  empty: 'There are no months.',
})

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0)
}
