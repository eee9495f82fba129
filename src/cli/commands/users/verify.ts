import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { people, peopleArgument } from '../specs.ts'

export const { define: defineVerify, run: runVerify } = actCommand<AdminUser & ChangeAnswer>({
  arguments: [peopleArgument],
  path: (user) => api`/admin/users/${user}/verify`,
  reason: 'optional',
  confirm: 'no',
  done: (_, user) => `Verified ${people([user])}.`,
})
