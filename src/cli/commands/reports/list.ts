import type { AdminCase } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { caseColumns } from './columns.ts'

export const { define: defineList, run: runList } = listCommand<AdminCase>({
  about: 'Reports on one thing are one case. What is due first comes first.',
  flags: [
    { flags: '--state <state>', summary: 'open, claimed, resolved or dismissed (default: what waits)', query: 'state' },
    { flags: '--reason <reason>', summary: 'only this reason, such as spam or child_safety', query: 'reason' },
    { flags: '--type <type>', summary: 'user, post, comment, message, conversation or video', query: 'type' },
    { flags: '--mine', summary: 'only what I claimed', query: 'mine' },
  ],
  examples: [
    'momentum reports list',
    'momentum reports list --reason child_safety',
    'momentum reports list --mine --json',
  ],
  path: '/admin/cases',
  columns: caseColumns,
  empty: 'Nothing waits for a decision.',
  next: (first) => `momentum reports show ${first.id}`,
})
