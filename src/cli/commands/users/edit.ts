import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api, type FlagSpec, flagValues } from '../../command.ts'
import { wrongUsage } from '../../failures.ts'
import { people, personArgument } from '../specs.ts'

const flags: FlagSpec[] = [
  { flags: '--username <name>', summary: 'another user name', body: 'username' },
  { flags: '--display-name <name>', summary: 'another name', body: 'displayName' },
  { flags: '--email <address>', summary: 'another address', body: 'email' },
  { flags: '--bio <text>', summary: 'another text about them', body: 'bio' },
  { flags: '--role <role>', summary: 'what they may do', choices: ['user', 'moderator', 'admin'], body: 'role' },
]

export const { define: defineEdit, run: runEdit } = actCommand<AdminUser & ChangeAnswer>({
  arguments: [personArgument],
  flags,
  examples: ['momentum users edit ada --role moderator', 'momentum users edit ada --email ada@example.org'],
  method: 'PATCH',
  path: (user) => api`/admin/users/${user}`,
  body: (invocation) => {
    if (Object.keys(flagValues(flags, 'body', invocation.flags)).length === 0) {
      throw wrongUsage(
        'Nothing to change was given.',
        'Give at least one of --username, --display-name, --email, --bio, --role.',
      )
    }
    return {}
  },
  reason: 'optional',
  confirm: 'no',
  done: (_, user) => `Changed ${people([user])}.`,
})
