import { Command } from 'commander'
import type { Catalogue } from '../../catalogue/row.ts'
import type { CommandDeps } from '../../command.ts'

/** A flag as shells complete it. */
export interface CompletionFlag {
  long: string
  summary: string
  takesValue: boolean
  choices: readonly string[]
}

/** A place on the command line, such as `users` or `users suspend`, and what may follow there. */
export interface CompletionPlace {
  path: string
  words: { name: string; summary: string }[]
  flags: CompletionFlag[]
}

/** The flags that go with every command. */
export const globalFlags: CompletionFlag[] = [
  flag('--json', "print the API's own answer"),
  flag('--server', 'speak to a server elsewhere', true),
  flag('--token', 'the token for --server', true),
  flag('--profile', 'speak to a saved server', true),
  flag('--data', 'the data folder on this machine', true),
  flag('--no-color', 'print without colours'),
  flag('--help', 'show what a command takes'),
]

/** Loads every command of the catalogue and lists what may be typed where. */
export async function completionPlaces(catalogue: Catalogue, deps: CommandDeps): Promise<CompletionPlace[]> {
  const places: CompletionPlace[] = [
    { path: '', words: catalogue.map(({ name, summary }) => ({ name, summary })), flags: [] },
  ]
  for (const noun of catalogue) {
    if (noun.verbs) {
      places.push({ path: noun.name, words: noun.verbs.map(({ name, summary }) => ({ name, summary })), flags: [] })
    }
    for (const row of noun.verbs ?? [{ ...noun, load: noun.load! }]) {
      const command = new Command(row.name)
      ;(await row.load())(command, deps)
      places.push({ path: noun.verbs ? `${noun.name} ${row.name}` : noun.name, ...whatFollows(command) })
    }
  }
  return places
}

function whatFollows(command: Command): Pick<CompletionPlace, 'words' | 'flags'> {
  return {
    words: command.registeredArguments.flatMap(({ argChoices, description }) =>
      (argChoices ?? []).map((name) => ({ name, summary: description })),
    ),
    flags: command.options.map((option) => ({
      long: option.long!,
      summary: option.description,
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    })),
  }
}

function flag(long: string, summary: string, takesValue = false): CompletionFlag {
  return { long, summary, takesValue, choices: [] }
}
