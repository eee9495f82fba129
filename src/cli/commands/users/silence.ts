import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { forFlag, forHowLong, people, peopleArgument } from '../specs.ts'

export const { define: defineSilence, run: runSilence } = actCommand<AdminUser & ChangeAnswer>({
  about: 'A silenced person can read, but not publish, comment or write to strangers.',
  arguments: [peopleArgument],
  flags: [forFlag],
  examples: ['momentum users silence ada --for 3d --reason "spam in comments"'],
  path: (user) => api`/admin/users/${user}/silence`,
  reason: 'required',
  confirm: 'ask',
  question: (users, { flags }) => `Silence ${people(users)}${forHowLong(flags)}?`,
  done: (_, user, { flags }) => `Silenced ${people([user])}${forHowLong(flags)}.`,
})
