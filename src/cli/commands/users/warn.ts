import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { people, peopleArgument } from '../specs.ts'

export const { define: defineWarn, run: runWarn } = actCommand<AdminUser & ChangeAnswer>({
  about: 'The person is told the reason; it counts as a strike.',
  arguments: [peopleArgument],
  examples: ['momentum users warn ada --reason "insults in comments"'],
  path: (user) => api`/admin/users/${user}/warn`,
  reason: 'required',
  confirm: 'no',
  done: (_, user) => `Warned ${people([user])}.`,
})
