/** One thing an operator can do by a key. Footer, help and the handling of keys are all made from these. */
export interface Binding {
  /** Names as the input parser gives them: `a`, `G`, `ctrl-s`, `pagedown`. */
  keys: readonly string[]
  /** What it does, in a word or two; the same key has the same label wherever it exists. */
  label: string
  /** How many alike keys are written together: `1-9`. */
  keysLabel?: string
  /** What happens; it is told which of its keys was pressed. */
  run: (key: string) => void | Promise<void>
  /** Why it cannot be done now, in words for the operator; null or absent when it can. */
  whyDisabled?: (() => string | null) | undefined
  /** It changes something: gone under `--read-only`, marked in the help. */
  dangerous?: boolean
  /** Where it is shown besides the help; moving about is not worth footer space. */
  shown?: 'footer' | 'help'
  group?: 'move' | 'act' | 'go' | 'view'
}

/** What is left to do: dangerous bindings do not exist under `--read-only`, rather than failing when pressed. */
export function allowedBindings(bindings: readonly Binding[], readOnly: boolean): Binding[] {
  return readOnly ? bindings.filter((binding) => binding.dangerous !== true) : [...bindings]
}

/** The binding for a key; the first list that has one wins, so that a dialog covers its screen and a screen the frame. */
export function findBinding(key: string, ...lists: readonly (readonly Binding[])[]): Binding | null {
  for (const list of lists) {
    const found = list.find((binding) => binding.keys.includes(key))
    if (found !== undefined) return found
  }
  return null
}

const keyNames: Record<string, string> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  enter: '⏎',
  escape: 'esc',
  space: 'space',
  pageup: 'pgup',
  pagedown: 'pgdn',
  'shift-tab': '⇧tab',
}

/** A key as the footer and the help write it. */
export function keyName(key: string): string {
  return keyNames[key] ?? key.replace(/^ctrl-/, '^')
}

/** Footer entries, most useful first: what acts here, then how to move on; disabled ones are left to the help. */
export function footerBindings(bindings: readonly Binding[]): Binding[] {
  return bindings.filter((binding) => binding.shown === 'footer' && (binding.whyDisabled?.() ?? null) === null)
}
