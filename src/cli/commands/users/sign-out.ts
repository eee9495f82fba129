import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { people, peopleArgument } from '../specs.ts'

export const { define: defineSignOut, run: runSignOut } = actCommand<AdminUser & ChangeAnswer>({
  arguments: [peopleArgument],
  path: (user) => api`/admin/users/${user}/sign-out`,
  reason: 'optional',
  confirm: 'ask',
  question: (users) => `End every session of ${people(users)}?`,
  done: (_, user) => `Signed ${people([user])} out everywhere.`,
})
