import { type CompletionFlag, type CompletionPlace, globalFlags } from './model.ts'

/** A completion script for fish. */
export function fishScript(places: CompletionPlace[]): string {
  const lines = [
    '# momentum: completion for fish. Load it with: momentum completion fish | source',
    'complete -c momentum -f',
  ]
  for (const each of globalFlags) lines.push(flagLine(null, each))
  for (const { path, words, flags } of places) {
    const condition = conditionFor(path, places)
    for (const { name, summary } of words)
      lines.push(`complete -c momentum -n '${condition}' -a ${name} -d '${quoted(summary)}'`)
    for (const each of flags) lines.push(flagLine(condition, each))
  }
  return `${lines.join('\n')}\n`
}

function conditionFor(path: string, places: CompletionPlace[]): string {
  if (path === '') return '__fish_use_subcommand'
  const [noun, verb] = path.split(' ')
  if (verb) return `__fish_seen_subcommand_from ${noun}; and __fish_seen_subcommand_from ${verb}`
  const verbs = places.filter((place) => place.path.startsWith(`${noun} `)).map((place) => place.path.split(' ')[1])
  const seen = `__fish_seen_subcommand_from ${noun}`
  return verbs.length > 0 ? `${seen}; and not __fish_seen_subcommand_from ${verbs.join(' ')}` : seen
}

function flagLine(condition: string | null, { long, summary, takesValue, choices }: CompletionFlag): string {
  const when = condition === null ? '' : ` -n '${condition}'`
  const value = choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : takesValue ? ' -r' : ''
  return `complete -c momentum${when} -l ${long.slice(2)}${value} -d '${quoted(summary)}'`
}

function quoted(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")
}
