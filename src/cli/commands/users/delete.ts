import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { people, peopleArgument } from '../specs.ts'

export const { define: defineDelete, run: runDelete } = actCommand<AdminUser & ChangeAnswer>({
  about: 'The account is gone from view at once and erased after the grace time.',
  arguments: [peopleArgument],
  examples: ['momentum users delete ada --reason "asked by mail"'],
  path: (user) => api`/admin/users/${user}/delete`,
  reason: 'required',
  confirm: 'type',
  question: (users) => `Delete the account of ${people(users)}? After the grace time it cannot be brought back.`,
  done: (_, user) => `${people([user])} is deleted.`,
})
