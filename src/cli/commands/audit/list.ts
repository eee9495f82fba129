import type { AuditEntry } from '../../api-types.ts'
import { listCommand } from '../../list-command.ts'
import { id, state, text, time } from '../../output/columns.ts'
import { readTime } from '../specs.ts'

export const { define: defineList, run: runList } = listCommand<AuditEntry>({
  about: 'Newest first. Entries cannot be changed or removed.',
  flags: [
    { flags: '--actor <name>', summary: 'what this operator or machine did', query: 'actor' },
    { flags: '--subject <name>', summary: 'what was done to this person or thing', query: 'subject' },
    { flags: '--action <action>', summary: 'only this, such as user.suspend', query: 'action' },
    {
      flags: '--since <time>',
      summary: 'not older: 2026-11-23, or an age such as 7d',
      query: 'since',
      parse: readTime,
    },
  ],
  examples: ['momentum audit list --since 1d', 'momentum audit list --subject ada --all --json'],
  path: '/admin/audit',
  columns: [
    id('Entry', (entry) => entry.id),
    time('When', (entry) => entry.at),
    text('By', (entry) => entry.actor),
    text('Door', (entry) => entry.door, { drop: 3 }),
    state('Action', (entry) => entry.action),
    text('On', (entry) => entry.subject?.name ?? entry.subject?.id),
    text('Reason', (entry) => entry.reason, { drop: 1 }),
    text('Undone', (entry) => entry.undoneBy !== null, { drop: 2 }),
  ],
  empty: 'Nothing was done yet.',
  next: (first) => `momentum audit show ${first.id}`,
})
