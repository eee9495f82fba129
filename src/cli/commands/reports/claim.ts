import { actCommand } from '../../act-command.ts'
import type { AdminCase, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { idsArgument } from '../specs.ts'

export const { define: defineClaim, run: runClaim } = actCommand<AdminCase & ChangeAnswer>({
  about: 'A claim ends by itself; show the case again to keep it.',
  arguments: [{ ...idsArgument, name: 'case' }],
  path: (id) => api`/admin/cases/${id}/claim`,
  reason: 'none',
  confirm: 'no',
  done: (_, id) => `The case ${id} is yours.`,
})
