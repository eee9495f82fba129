import { actCommand } from '../../act-command.ts'
import type { AdminCase, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { idsArgument } from '../specs.ts'

export const { define: defineRelease, run: runRelease } = actCommand<AdminCase & ChangeAnswer>({
  arguments: [{ ...idsArgument, name: 'case' }],
  path: (id) => api`/admin/cases/${id}/release`,
  reason: 'none',
  confirm: 'no',
  done: (_, id) => `The case ${id} is free for others.`,
})
