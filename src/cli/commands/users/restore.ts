import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { people, peopleArgument } from '../specs.ts'

export const { define: defineRestore, run: runRestore } = actCommand<AdminUser & ChangeAnswer>({
  arguments: [peopleArgument],
  path: (user) => api`/admin/users/${user}/restore`,
  reason: 'optional',
  confirm: 'ask',
  question: (users) => `Lift every sanction of ${people(users)}?`,
  done: (_, user) => `Lifted every sanction of ${people([user])}.`,
})
