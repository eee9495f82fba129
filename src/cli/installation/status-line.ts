import { cleanForTerminal, padToWidth } from '../../lib/terminal-text.ts'
import { say } from '../output/say.ts'
import { dim, green, red, type Styled, yellow } from '../output/style.ts'
import type { Terminal } from '../terminal.ts'

/** Something that was looked at: how it stands, and what mends it. */
export interface StatusLine {
  name: string
  status: 'ok' | 'warn' | 'fail'
  detail: string
  mend: string | null
}

const nameWidth = 24
const looks: Record<StatusLine['status'], (text: string) => Styled> = { ok: green, warn: yellow, fail: red }

/** One line for a person, what mends it below; tab-separated values for a pipe. */
export function printStatusLine(terminal: Terminal, { name, status, detail, mend }: StatusLine): void {
  if (!terminal.isPerson) {
    terminal.out(`${[status, name, detail, mend ?? ''].map((cell) => cleanForTerminal(cell)).join('\t')}\n`)
    return
  }
  say(terminal, looks[status](padToWidth(status, 5)), padToWidth(name, nameWidth), ' ', detail)
  if (mend !== null) say(terminal, ' '.repeat(nameWidth + 6), dim(`→ ${mend}`))
}
