import { actCommand } from '../../act-command.ts'
import type { ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'

export const { define: defineUndo, run: runUndo } = actCommand<ChangeAnswer>({
  about: 'Every change prints its audit id, and `momentum audit list` shows them. Undoing is a change of its own.',
  arguments: [{ name: 'audit-id', summary: 'what to undo', many: true }],
  examples: ['momentum undo 01934f6e-7c3a-7b62-9d0e-3f2a5b8c1d4e'],
  path: (id) => api`/admin/audit/${id}/undo`,
  reason: 'optional',
  confirm: 'no',
  done: (_, id) => `Undid ${id}.`,
})
