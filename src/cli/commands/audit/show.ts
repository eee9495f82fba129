import type { AuditEntryDetail } from '../../api-types.ts'
import { api } from '../../command.ts'
import { id, state, text, time } from '../../output/columns.ts'
import { showCommand } from '../../show-command.ts'
import { idArgument } from '../specs.ts'

export const { define: defineShow, run: runShow } = showCommand<AuditEntryDetail>({
  arguments: [idArgument],
  path: ({ args }) => api`/admin/audit/${args[0]!}`,
  fields: [
    id('Entry', (entry) => entry.id),
    time('When', (entry) => entry.at),
    text('By', (entry) => entry.actor),
    text('Door', (entry) => entry.door),
    state('Action', (entry) => entry.action),
    text('On', (entry) => (entry.subject ? `${entry.subject.type} ${entry.subject.name ?? entry.subject.id}` : null)),
    text('Reason', (entry) => entry.reason),
    text('Before', (entry) => asText(entry.before)),
    text('After', (entry) => asText(entry.after)),
    text('Request', (entry) => entry.requestId),
    text('Undone by', (entry) => entry.undoneBy),
  ],
  next: (entry) => (entry.undoable && entry.undoneBy === null ? [`momentum undo ${entry.id}`] : []),
})

function asText(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value, null, 2)
}
