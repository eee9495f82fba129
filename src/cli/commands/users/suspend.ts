import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { forFlag, forHowLong, people, peopleArgument } from '../specs.ts'

export const { define: defineSuspend, run: runSuspend } = actCommand<AdminUser & ChangeAnswer>({
  about: 'Their sessions and live connections end at once; they can still read why, appeal, export and delete.',
  arguments: [peopleArgument],
  flags: [forFlag],
  examples: [
    'momentum users suspend ada --for 7d --reason "threats"',
    'momentum users suspend spam1 spam2 spam3 --reason "spam wave" --yes',
    'momentum users suspend ada --reason "threats" --plan > plan.json',
  ],
  path: (user) => api`/admin/users/${user}/suspend`,
  reason: 'required',
  confirm: 'ask',
  question: (users, { flags }) => `Suspend ${people(users)}${forHowLong(flags)}?`,
  done: (_, user, { flags }) => `Suspended ${people([user])}${forHowLong(flags)}.`,
})
