import type { Invocation } from '../command.ts'
import { failed, wrongUsage } from '../failures.ts'
import type { Terminal } from '../terminal.ts'
import { ask } from './ask.ts'
import { secretPrompt } from './prompts.ts'

const longestSecret = 4096

/** A new password: from the input with `--password-stdin`, else asked for twice without showing it. */
export async function newSecret({ terminal, flags, signal }: Invocation, what: string): Promise<string> {
  if (flags.passwordStdin) return await secretFromInput(terminal)
  if (!terminal.canPrompt) throw wrongUsage(`The ${what} must come from the input here.`, 'Add --password-stdin.')
  const first = await ask(terminal, secretPrompt(`New ${what} (not shown):`), signal)
  const second = first === null ? null : await ask(terminal, secretPrompt('The same again:'), signal)
  if (first === null || second === null) throw failed('Nothing was changed.')
  if (first !== second) throw failed('The two are not the same. Nothing was changed.')
  return first
}

/** A secret that exists: from the input when it is piped, else asked for without showing it. */
export async function knownSecret({ terminal, signal }: Invocation, question: string): Promise<string> {
  if (!terminal.canPrompt) return await secretFromInput(terminal)
  const typed = await ask(terminal, secretPrompt(question), signal)
  if (typed === null) throw failed('Nothing was changed.')
  return typed
}

/** The first line of the input. Throws when there is none. */
export async function secretFromInput(terminal: Terminal): Promise<string> {
  let text = ''
  for await (const chunk of terminal.stdin) {
    text += chunk.toString()
    if (text.length > longestSecret) throw wrongUsage('The input is too long to be a password or token.')
  }
  const [line] = text.split(/\r?\n/)
  if (!line) throw wrongUsage('There is no password or token in the input.')
  return line
}
