import { actCommand } from '../../act-command.ts'
import type { ChangeAnswer, Takedown } from '../../api-types.ts'
import { api } from '../../command.ts'
import { idsArgument } from '../specs.ts'

export const { define: defineResolve, run: runResolve } = actCommand<Takedown & ChangeAnswer>({
  about: 'Whoever asked is mailed the outcome.',
  arguments: [idsArgument],
  flags: [
    {
      flags: '--outcome <outcome>',
      summary: 'what came of it',
      choices: ['removed', 'refused'],
      required: true,
      body: 'outcome',
    },
  ],
  path: (id) => api`/admin/takedowns/${id}/resolve`,
  reason: 'required',
  confirm: 'no',
  done: (_, id) => `Answered the takedown request ${id}.`,
})
