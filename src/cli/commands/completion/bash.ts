import { type CompletionPlace, globalFlags } from './model.ts'

/** A completion script for bash 3.2 and later. */
export function bashScript(places: CompletionPlace[]): string {
  const all = globalFlags.map(({ long }) => long).join(' ')
  const valued = [...globalFlags, ...places.flatMap(({ flags }) => flags)].filter(({ takesValue }) => takesValue)
  const cases = places.map(({ path, words, flags }) => {
    const list = words.map(({ name }) => name).join(' ')
    return `    '${path}') words='${list}'; flags='${flags.map(({ long }) => long).join(' ')}' ;;`
  })
  const choices = places.flatMap(({ path, flags }) =>
    flags
      .filter((each) => each.choices.length > 0)
      .map(({ long, choices }) => `    '${path} ${long}') words='${choices.join(' ')}'; flags='' ;;`),
  )
  return `# momentum: completion for bash. Load it with: source <(momentum completion bash)
_momentum() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  local path='' words='' flags='' skip='' depth=0 index word
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    if [[ -n $skip ]]; then skip=''; continue; fi
    case "$word" in
      ${[...new Set(valued.map(({ long }) => long))].join('|')}) skip=1 ;;
      -*) ;;
      *)
        case "$path\${path:+ }$word" in
          ${places
            .slice(1)
            .map(({ path }) => `'${path}'`)
            .join('|')}) path="$path\${path:+ }$word" ;;
        esac ;;
    esac
  done
  case "$path $prev" in
${choices.join('\n')}
    *) ;;
  esac
  if [[ -z $words ]]; then
    if [[ -n $skip ]]; then COMPREPLY=($(compgen -f -- "$cur")); return; fi
    case "$path" in
${cases.join('\n')}
    esac
    flags="$flags ${all}"
  fi
  if [[ $cur == -* ]]; then words="$flags"; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _momentum momentum
`
}
