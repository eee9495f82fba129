import { actCommand } from '../../act-command.ts'
import type { AdminAppeal, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { idsArgument } from '../specs.ts'

export const { define: defineUphold, run: runUphold } = actCommand<AdminAppeal & ChangeAnswer>({
  about: 'The person is told that the decision stands, and why.',
  arguments: [idsArgument],
  path: (id) => api`/admin/appeals/${id}/uphold`,
  reason: 'required',
  confirm: 'no',
  done: (_, id) => `The decision stands; the appeal ${id} is answered.`,
})
