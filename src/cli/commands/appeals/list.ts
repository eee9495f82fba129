import type { AdminAppeal } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { id, state, text, time } from '../../output/columns.ts'

export const { define: defineList, run: runList } = listCommand<AdminAppeal>({
  flags: [{ flags: '--state <state>', summary: 'open, upheld or overturned (default: open)', query: 'state' }],
  path: '/admin/appeals',
  columns: [
    id('Appeal', (appeal) => appeal.id),
    id('By', (appeal) => appeal.person.username),
    text('Against', (appeal) => appeal.action.type),
    state('State', (appeal) => appeal.state),
    time('Since', (appeal) => appeal.createdAt, { drop: 1 }),
    text('Text', (appeal) => appeal.text),
  ],
  empty: 'No appeals wait.',
  next: (first) => `momentum appeals show ${first.id}`,
})
