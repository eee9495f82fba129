import type { AdminFilter } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { id, number, state, text, time } from '../../output/columns.ts'

export const { define: defineList, run: runList } = listCommand<AdminFilter>({
  path: '/admin/filters',
  columns: [
    id('Id', (filter) => filter.id),
    text('Kind', (filter) => filter.kind),
    text('Pattern', (filter) => filter.pattern),
    state('Effect', (filter) => filter.effect),
    number('Hits', (filter) => filter.matches),
    text('By', (filter) => filter.createdBy, { drop: 1 }),
    time('Since', (filter) => filter.createdAt, { drop: 2 }),
  ],
  empty: 'No filters. Add one: momentum filters add word "…" --effect hold',
})
