import { actCommand } from '../../act-command.ts'
import type { AdminAppeal, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { idsArgument } from '../specs.ts'

export const { define: defineOverturn, run: runOverturn } = actCommand<AdminAppeal & ChangeAnswer>({
  about: 'What was decided is undone, its strike included, and the person is told.',
  arguments: [idsArgument],
  path: (id) => api`/admin/appeals/${id}/overturn`,
  reason: 'required',
  confirm: 'no',
  done: (_, id) => `The decision is undone; the appeal ${id} is answered.`,
})
