import type { Takedown } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { id, state, text, time } from '../../output/columns.ts'

export const { define: defineList, run: runList } = listCommand<Takedown>({
  flags: [
    { flags: '--state <state>', summary: 'open or resolved (default: open)', query: 'state' },
    { flags: '--kind <kind>', summary: 'intimate_image, child_safety, copyright or other', query: 'kind' },
  ],
  path: '/admin/takedowns',
  columns: [
    id('Id', (takedown) => takedown.id),
    text('Ticket', (takedown) => takedown.ticket),
    text('Kind', (takedown) => takedown.kind),
    state('State', (takedown) => takedown.state),
    time('Due', (takedown) => takedown.dueAt),
    time('Since', (takedown) => takedown.createdAt, { drop: 1 }),
    text('About', (takedown) => takedown.url),
    text('Contact', (takedown) => takedown.contact, { drop: 2 }),
  ],
  empty: 'No takedown requests wait.',
  next: (first) => `momentum takedowns resolve ${first.id} --outcome removed --reason "…"`,
})
