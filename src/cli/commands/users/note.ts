import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import { api } from '../../command.ts'
import { people, personArgument } from '../specs.ts'

export const { define: defineNote, run: runNote } = actCommand<AdminUser & ChangeAnswer>({
  arguments: [personArgument, { name: 'text', summary: 'the note, in quotes' }],
  examples: ['momentum users note ada "Wrote to us about the suspension, see ticket 12"'],
  path: (user) => api`/admin/users/${user}/notes`,
  body: ({ args }) => ({ text: args[1] }),
  reason: 'none',
  confirm: 'no',
  done: (_, user) => `Noted about ${people([user])}.`,
})
