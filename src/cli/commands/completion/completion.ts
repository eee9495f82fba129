import type { DefineCommand } from '../../command.ts'
import { bashScript } from './bash.ts'
import { fishScript } from './fish.ts'
import { completionPlaces } from './model.ts'
import { zshScript } from './zsh.ts'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript }

/** Prints the script that teaches a shell this command line, made from the catalogue itself. */
export const defineCompletion: DefineCommand = (command, deps) => {
  command
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText(
      'after',
      '\nExamples:\n  $ source <(momentum completion bash)\n  $ momentum completion fish | source\n',
    )
    .action(async (shell: string) => {
      const script = scripts[shell as keyof typeof scripts]
      if (!script) command.error(`error: there is no completion for '${shell}'; there is for bash, zsh and fish`)
      const { catalogue } = await import('../../catalogue.ts')
      deps.terminal.out(script(await completionPlaces(catalogue, deps)))
    })
}
