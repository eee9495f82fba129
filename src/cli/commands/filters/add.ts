import { actCommand } from '../../act-command.ts'
import type { AdminFilter, ChangeAnswer } from '../../api-types.ts'
import { filterArguments } from './arguments.ts'

export const { define: defineAdd, run: runAdd } = actCommand<AdminFilter & ChangeAnswer>({
  about: 'Try it first on what was published already: momentum filters test',
  arguments: filterArguments,
  flags: [
    {
      flags: '--effect <effect>',
      summary: 'hold for an operator, hide, or flag',
      choices: ['hold', 'hide', 'flag'],
      fallback: 'flag',
      body: 'effect',
    },
  ],
  examples: [
    'momentum filters add word "buy followers" --effect hold',
    'momentum filters add domain spam.example --effect hide',
  ],
  path: '/admin/filters',
  body: ({ args }) => ({ kind: args[0], pattern: args[1] }),
  reason: 'optional',
  confirm: 'no',
  done: (filter) => `Added the filter ${filter.id} (${filter.effect}).`,
})
