import { actCommand } from '../../act-command.ts'
import type { AdminUser, ChangeAnswer } from '../../api-types.ts'
import type { Invocation } from '../../command.ts'
import { failed, wrongUsage } from '../../failures.ts'
import { ask } from '../../prompts/ask.ts'
import { textPrompt } from '../../prompts/prompts.ts'
import { newSecret } from '../../prompts/secrets.ts'
import { people } from '../specs.ts'

export const { define: defineCreate, run: runCreate } = actCommand<AdminUser & ChangeAnswer>({
  about:
    'What is not given is asked for. The password is never an argument, since other users of this machine see those.',
  flags: [
    { flags: '--username <name>', summary: 'user name' },
    { flags: '--email <address>', summary: 'e-mail address' },
    { flags: '--display-name <name>', summary: 'name as shown', body: 'displayName' },
    {
      flags: '--role <role>',
      summary: 'what they may do',
      choices: ['user', 'moderator', 'admin'],
      fallback: 'user',
      body: 'role',
    },
    { flags: '--password-stdin', summary: 'read the password from the input' },
  ],
  examples: [
    'momentum users create --role admin',
    'pass show ada | momentum users create --username ada --email ada@example.org --password-stdin',
  ],
  path: '/admin/users',
  body: async (invocation) => ({
    username: await given(invocation, 'username', 'User name:'),
    email: await given(invocation, 'email', 'E-mail address:'),
    password: await newSecret(invocation, 'password'),
  }),
  reason: 'optional',
  confirm: 'no',
  secret: true,
  done: (answer) => `Created ${people([answer.username])} (${answer.role}).`,
})

async function given(invocation: Invocation, name: string, question: string): Promise<string> {
  const value = invocation.flags[name]
  if (typeof value === 'string') return value
  if (!invocation.terminal.canPrompt) throw wrongUsage(`--${name} is needed.`)
  const typed = await ask(invocation.terminal, textPrompt(question, 'This is needed.'), invocation.signal)
  if (typed === null) throw failed('Nothing was changed.')
  return typed
}
