/** What a terminal answers to a question of ours; it comes mixed with the keys and must never be taken for one. */
export type TerminalReply =
  | { kind: 'attributes'; parameters: number[] }
  | { kind: 'kitty'; id: number; ok: boolean }
  | { kind: 'background'; red: number; green: number; blue: number }
  | { kind: 'cell-size'; width: number; height: number }
  | { kind: 'unknown' }

export type TerminalInput =
  | { type: 'key'; key: string; text: string }
  | { type: 'paste'; text: string }
  | { type: 'reply'; reply: TerminalReply }

export interface InputParser {
  /** Everything that is complete in what has arrived so far. */
  push(chunk: string): TerminalInput[]
  /** To be called when nothing more came for a moment: a lone Escape is then the key, and an unfinished sequence is dropped. */
  flush(): TerminalInput[]
  /** True while something unfinished is held back. */
  waiting(): boolean
}

const escapeByte = '\u001b'
const longestReply = 4096
const pasteStart = '\u001b[200~'
const pasteEnd = '\u001b[201~'

const csiKeys: Record<string, string> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  Z: 'shift-tab',
  '1~': 'home',
  '2~': 'insert',
  '3~': 'delete',
  '4~': 'end',
  '5~': 'pageup',
  '6~': 'pagedown',
  '7~': 'home',
  '8~': 'end',
}

const controlKeys: Record<string, string> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007f': 'backspace',
  ' ': 'space',
  '\u0000': 'ctrl-space',
}

/** Turns what a terminal sends into keys, pasted text and replies, whatever the pieces it arrives in. */
export function createInputParser(): InputParser {
  let held = ''

  function take(final: boolean): TerminalInput[] {
    const found: TerminalInput[] = []
    while (held !== '') {
      const next = nextInput(held, final)
      if (next === null) break
      held = held.slice(next.length)
      if (next.input !== null) found.push(next.input)
    }
    if (final) held = ''
    return found
  }

  return {
    push: (chunk) => {
      held += chunk
      return take(false)
    },
    flush: () => take(true),
    waiting: () => held !== '',
  }
}

interface Taken {
  length: number
  input: TerminalInput | null
}

function nextInput(held: string, final: boolean): Taken | null {
  if (held.startsWith(pasteStart)) return takePaste(held, final)
  if (held[0] !== escapeByte) return takeCharacter(held)
  if (held.length === 1) return final ? { length: 1, input: key('escape') } : null
  const second = held[1] as string
  if (second === '[') return takeCsi(held, final)
  if (second === 'O') return takeSs3(held, final)
  if (second === escapeByte) return { length: 1, input: key('escape') }
  // An alt key and the start of a string sequence look alike; only what a terminal really answers is waited for.
  if (/^\u001b(?:\][0-9]|_G|P[0-9>!$+])/.test(held)) return takeString(held, final)
  if (/^\u001b[\]_P]$/.test(held) && !final) return null
  const inner = takeCharacter(held.slice(1))
  const name = inner.input?.type === 'key' ? inner.input.key : ''
  return { length: inner.length + 1, input: name === '' ? null : key(`alt-${name}`) }
}

function takeCharacter(held: string): Taken {
  const character = String.fromCodePoint(held.codePointAt(0) as number)
  const code = character.codePointAt(0) as number
  const named = controlKeys[character]
  if (named !== undefined) return { length: 1, input: key(named, character === ' ' ? ' ' : '') }
  if (code < 32) return { length: 1, input: key(`ctrl-${String.fromCharCode(code + 96)}`) }
  if (code >= 0x80 && code < 0xa0) return { length: 1, input: null }
  return { length: character.length, input: key(character, character) }
}

function takePaste(held: string, final: boolean): Taken | null {
  const end = held.indexOf(pasteEnd)
  if (end < 0) return final ? { length: held.length, input: null } : null
  return { length: end + pasteEnd.length, input: { type: 'paste', text: held.slice(pasteStart.length, end) } }
}

function takeSs3(held: string, final: boolean): Taken | null {
  if (held.length < 3) return final ? { length: held.length, input: key('alt-O') } : null
  const name = csiKeys[held[2] as string]
  return { length: 3, input: name === undefined ? null : key(name) }
}

function takeCsi(held: string, final: boolean): Taken | null {
  const match = /^\u001b\[([0-?]*)([ -/]*)([@-~])/.exec(held)
  if (match === null) {
    if (held.length > 64 || /^\u001b\[[0-?]*[ -/]*[^ -~]/.test(held)) return { length: 2, input: null }
    return final ? { length: held.length, input: null } : null
  }
  const [whole, parameters = '', , last = ''] = match
  return { length: whole.length, input: readCsi(parameters, last) }
}

function readCsi(parameters: string, last: string): TerminalInput | null {
  if (last === 'c' && parameters.startsWith('?')) {
    return reply({ kind: 'attributes', parameters: numbers(parameters.slice(1)) })
  }
  if (last === 't') {
    const [what, height = 0, width = 0] = numbers(parameters)
    return reply(what === 6 && height > 0 && width > 0 ? { kind: 'cell-size', width, height } : { kind: 'unknown' })
  }
  // Cursor reports, mode reports and keyboard flags answer questions; nothing a person presses looks like them.
  if (last === 'R' || last === 'n' || last === 'y' || parameters.startsWith('?') || parameters.startsWith('>')) {
    return reply({ kind: 'unknown' })
  }
  const [first = '', modifiers = ''] = parameters.split(';')
  const name = csiKeys[last === '~' ? `${first}~` : last]
  if (name === undefined) return null
  return key(withModifiers(name, Number(modifiers || 1)))
}

function withModifiers(name: string, modifiers: number): string {
  const bits = Number.isInteger(modifiers) ? modifiers - 1 : 0
  return `${bits & 4 ? 'ctrl-' : ''}${bits & 2 ? 'alt-' : ''}${bits & 1 ? 'shift-' : ''}${name}`
}

function takeString(held: string, final: boolean): Taken | null {
  const bell = held.indexOf('\u0007')
  const terminator = held.indexOf('\u001b\\', 2)
  const ends = [bell < 0 ? -1 : bell + 1, terminator < 0 ? -1 : terminator + 2].filter((end) => end > 0)
  if (ends.length === 0) {
    if (held.length > longestReply || final) return { length: held.length, input: null }
    return null
  }
  const end = Math.min(...ends)
  return { length: end, input: reply(readString(held.slice(1, end))) }
}

function readString(text: string): TerminalReply {
  const graphics = /^_Gi=(\d+)(?:,[^;]*)?;([^\u001b\u0007]*)/.exec(text)
  if (graphics !== null) return { kind: 'kitty', id: Number(graphics[1]), ok: graphics[2] === 'OK' }
  const colour = /^\]11;rgb:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})/i.exec(text)
  if (colour === null) return { kind: 'unknown' }
  const [red = 0, green = 0, blue = 0] = colour
    .slice(1)
    .map((part) => Number.parseInt(part, 16) / (16 ** part.length - 1))
  return { kind: 'background', red, green, blue }
}

function numbers(parameters: string): number[] {
  return parameters.split(';').map(Number).filter(Number.isFinite)
}

function key(name: string, text = ''): TerminalInput {
  return { type: 'key', key: name, text }
}

function reply(answer: TerminalReply): TerminalInput {
  return { type: 'reply', reply: answer }
}
