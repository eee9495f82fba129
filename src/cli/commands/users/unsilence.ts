import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { people, peopleArgument } from '../specs.ts'

export const { define: defineUnsilence, run: runUnsilence } = actCommand<AdminUser & ChangeAnswer>({
  arguments: [peopleArgument],
  path: (user) => api`/admin/users/${user}/unsilence`,
  reason: 'optional',
  confirm: 'no',
  done: (_, user) => `${people([user])} can publish again.`,
})
