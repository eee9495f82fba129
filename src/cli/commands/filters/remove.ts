import { actCommand } from '../../act-command.ts'
import type { ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { idsArgument } from '../specs.ts'

export const { define: defineRemove, run: runRemove } = actCommand<ChangeAnswer>({
  arguments: [idsArgument],
  method: 'DELETE',
  path: (id) => api`/admin/filters/${id}`,
  reason: 'optional',
  confirm: 'no',
  done: (_, id) => `Removed the filter ${id}.`,
})
