import { actCommand } from '../../act-command.ts'
import type { ChangeAnswer } from '../../api-types.ts'
import { wrongUsage } from '../../failures.ts'

export const { define: defineSet, run: runSet } = actCommand<ChangeAnswer>({
  about: 'A value is JSON (true, 30, ["DE","FR"], null), or a word as it is.',
  arguments: [
    { name: 'name', summary: 'which setting' },
    { name: 'value', summary: 'its new value' },
  ],
  examples: ['momentum settings set instance.name Harbour', 'momentum settings set accounts.passwordLength 12'],
  method: 'PATCH',
  path: '/admin/settings',
  body: ({ args: [name, value] }) => ({ [name!]: readValue(name!, value!) }),
  reason: 'optional',
  confirm: 'no',
  done: (_, name, { args }) => `${name} is now ${args[1]}.`,
})

function readValue(name: string, text: string): unknown {
  if (name === 'reason') throw wrongUsage('There is no setting reason.')
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
