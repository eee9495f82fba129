import type { Invocation } from '../command.ts'
import { failed, wrongUsage } from '../failures.ts'
import { ask } from './ask.ts'
import { confirmPrompt, textPrompt, typeNamePrompt } from './prompts.ts'

/** Makes sure that a change is meant, on a terminal by asking, elsewhere by `--yes`. */
export const makeSure = {
  /** Throws wrong usage when nobody can be asked and `--yes` is not given; to be called before anything opens. */
  possible({ terminal, flags }: Invocation): void {
    if (flags.yes || terminal.canPrompt) return
    throw wrongUsage('Nobody is here to be asked whether this is meant.', 'Add --yes to do it without asking.')
  },
  /** Asks, with `name` for the name to be typed; a no ends the command. */
  async asked({ terminal, flags, signal }: Invocation, name: string | null, question: string): Promise<void> {
    if (flags.yes) return
    const prompt = name === null ? confirmPrompt(question) : typeNamePrompt(question, name)
    if (!(await ask(terminal, prompt, signal))) throw failed('Nothing was changed.')
  },
}

/** The reason given with `--reason`, or asked for when it is needed and somebody is there. */
export async function reasonFor({ terminal, flags, signal }: Invocation, needed: boolean): Promise<string | undefined> {
  const given = (flags.reason as string | undefined)?.trim()
  if (given) return given
  if (flags.reason !== undefined) throw wrongUsage('The reason is empty.')
  if (!needed) return undefined
  if (!terminal.canPrompt) {
    throw wrongUsage('This needs a reason, which the audit log keeps.', 'Add --reason "…".')
  }
  const typed = await ask(terminal, textPrompt('Reason (kept in the audit log):', 'A reason is needed.'), signal)
  if (typed === null) throw failed('Nothing was changed.')
  return typed
}
