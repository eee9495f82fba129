import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { people, peopleArgument } from '../specs.ts'

export const { define: defineUnsuspend, run: runUnsuspend } = actCommand<AdminUser & ChangeAnswer>({
  arguments: [peopleArgument],
  path: (user) => api`/admin/users/${user}/unsuspend`,
  reason: 'optional',
  confirm: 'no',
  done: (_, user) => `${people([user])} can sign in again.`,
})
