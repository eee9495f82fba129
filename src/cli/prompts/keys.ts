/** What a key means to a prompt. */
export type Key =
  | { name: 'text'; text: string }
  | { name: 'enter' | 'backspace' | 'escape' | 'stop' | 'end' | 'clear-line' | 'clear-word' }

const named: Record<string, Exclude<Key['name'], 'text'>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u0003': 'stop',
  '\u0004': 'end',
  '\u0015': 'clear-line',
  '\u0017': 'clear-word',
}

/** Reads what a terminal in raw mode sends: arrows and other sequences are left out, a lone escape is `escape`. */
export function decodeKeys(chunk: string): Key[] {
  const keys: Key[] = []
  // An escape that something follows in the same chunk is a key such as an arrow; nobody types that fast.
  const plain = chunk.length > 1 ? chunk.replace(/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)/gs, '') : chunk
  for (const character of plain) {
    const name = character === '\u001b' ? 'escape' : named[character]
    const last = keys.at(-1)
    if (name) keys.push({ name })
    else if (character >= ' ') {
      if (last?.name === 'text') last.text += character
      else keys.push({ name: 'text', text: character })
    }
  }
  return keys
}
