import { cleanForTerminal } from '../../lib/terminal-text.ts'

/** A looks a piece of text can have. */
export type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Text with a look; the codes are added when it is written, after the text itself was cleaned. */
export interface Styled {
  text: string
  look: Look
}

/** A piece of a line: text from anywhere, or text with a look. */
export type Part = string | Styled

const codes: Record<Look, [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
}

export const bold = (text: string): Styled => ({ text, look: 'bold' })
export const dim = (text: string): Styled => ({ text, look: 'dim' })
export const red = (text: string): Styled => ({ text, look: 'red' })
export const green = (text: string): Styled => ({ text, look: 'green' })
export const yellow = (text: string): Styled => ({ text, look: 'yellow' })
export const cyan = (text: string): Styled => ({ text, look: 'cyan' })

/** Wraps text that is clean already in the codes of a look. */
export function paint(text: string, look: Look | undefined, colours: boolean): string {
  if (!look || !colours || text === '') return text
  const [on, off] = codes[look]
  return `\u001b[${on}m${text}\u001b[${off}m`
}

/** One line of parts, each cleaned, then coloured where colours are on. */
export function renderParts(parts: Part[], colours: boolean): string {
  return parts
    .map((part) =>
      typeof part === 'string' ? cleanForTerminal(part) : paint(cleanForTerminal(part.text), part.look, colours),
    )
    .join('')
}
