import { actCommand } from '../../act-command.ts'
import type { AdminCase, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { idsArgument } from '../specs.ts'

export const { define: defineDismiss, run: runDismiss } = actCommand<AdminCase & ChangeAnswer>({
  about: 'The reporters are told that nothing was found against the rules.',
  arguments: [{ ...idsArgument, name: 'case' }],
  examples: ['momentum reports dismiss <case> --reason "no rule broken"'],
  path: (id) => api`/admin/cases/${id}/dismiss`,
  reason: 'required',
  confirm: 'no',
  done: (_, id) => `Closed the case ${id} without acting. Its reporters are told.`,
})
