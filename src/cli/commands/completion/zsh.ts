import { type CompletionPlace, globalFlags } from './model.ts'

/** A completion script for zsh, for a file `_momentum` on the `fpath`, or to be sourced. */
export function zshScript(places: CompletionPlace[]): string {
  const valued = [...globalFlags, ...places.flatMap(({ flags }) => flags)].filter(({ takesValue }) => takesValue)
  const describe = (items: { name: string; summary: string }[]) =>
    items.map(({ name, summary }) => `'${quoted(`${name.replaceAll(':', '\\:')}:${summary}`)}'`).join(' ')
  const asItems = (flags: CompletionPlace['flags']) => flags.map(({ long, summary }) => ({ name: long, summary }))
  const cases = places.map(
    ({ path, words, flags }) => `    '${path}') items=(${describe(words)}); flags=(${describe(asItems(flags))}) ;;`,
  )
  const choices = places.flatMap(({ path, flags }) =>
    flags
      .filter((each) => each.choices.length > 0)
      .map(({ long, choices }) => `    '${path} ${long}') compadd -- ${choices.join(' ')}; return ;;`),
  )
  return `#compdef momentum
# momentum: completion for zsh. Load it with: source <(momentum completion zsh)
_momentum() {
  local place='' word skip='' candidate
  local -a items flags everywhere
  everywhere=(${describe(asItems(globalFlags))})
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n $skip ]]; then skip=''; continue; fi
    case "$word" in
      ${[...new Set(valued.map(({ long }) => long))].join('|')}) skip=1 ;;
      -*) ;;
      *)
        candidate="$place\${place:+ }$word"
        case "$candidate" in
          ${places
            .slice(1)
            .map(({ path }) => `'${path}'`)
            .join('|')}) place="$candidate" ;;
        esac ;;
    esac
  done
  case "$place \${words[CURRENT-1]}" in
${choices.join('\n')}
  esac
  if [[ -n $skip ]]; then _files; return; fi
  case "$place" in
${cases.join('\n')}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    flags+=("\${everywhere[@]}")
    _describe -t flags flag flags
  elif (( \${#items} )); then
    _describe -t commands command items
  else
    _files
  fi
}
if [[ "$funcstack[1]" == _momentum ]]; then _momentum "$@"; else compdef _momentum momentum; fi
`
}

function quoted(text: string): string {
  return text.replaceAll("'", "'\\''")
}
