import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { people, peopleArgument } from '../specs.ts'

export const { define: defineResetPassword, run: runResetPassword } = actCommand<AdminUser & ChangeAnswer>({
  arguments: [peopleArgument],
  path: (user) => api`/admin/users/${user}/reset-password`,
  reason: 'optional',
  confirm: 'ask',
  question: (users) => `End the sessions of ${people(users)} and mail them a link for a new password?`,
  done: (_, user) => `${people([user])} was mailed a link for a new password.`,
})
