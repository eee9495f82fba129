import { actCommand } from '../../act-command.ts'
import type { ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { idsArgument } from '../specs.ts'

export const { define: defineRevoke, run: runRevoke } = actCommand<ChangeAnswer>({
  arguments: [idsArgument],
  method: 'DELETE',
  path: (id) => api`/admin/invites/${id}`,
  reason: 'optional',
  confirm: 'no',
  done: (_, id) => `The invitation ${id} no longer works.`,
})
