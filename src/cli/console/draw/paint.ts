import { cleanForTerminal, displayWidth, truncateToWidth } from '../../../lib/terminal-text.ts'
import type { Role, Theme } from '../terminal/theme.ts'

/** A piece of text with a meaning; a bare string is plain. What it says may come from anyone: `paint` cleans it. */
export type Span = string | { text: string; role: Role }

/** Pieces that stand beside each other on one row of the screen. */
export type Row = readonly Span[]

/**
 * A block of rows that was made by us cell by cell (a picture in half blocks): its SGR is kept, so nothing a user wrote
 * may ever be in it.
 */
export interface TrustedRow {
  trusted: string
}

const markers = /[\u{F5000}-\u{F50FF}]/gu

/** A piece of text with a role. */
export function span(text: string, role: Role = 'plain'): Span {
  return role === 'plain' ? text : { text, role }
}

/** The one way text reaches the screen: cleaned of everything a terminal could obey, and exactly `width` columns wide. */
export function paint(row: Row | TrustedRow, width: number, theme: Theme, base: Role = 'plain'): string {
  if ('trusted' in row) return row.trusted + ' '.repeat(Math.max(0, width - displayWidth(row.trusted)))
  let left = width
  let line = ''
  for (const piece of row) {
    if (left <= 0) break
    const role = typeof piece === 'string' ? base : piece.role
    const clean = cleanText(typeof piece === 'string' ? piece : piece.text)
    const text = widthOf(clean) <= left ? clean : truncateToWidth(clean, left)
    left -= widthOf(text)
    line += styled(text, mix(theme, role, base))
  }
  return left > 0 ? line + styled(' '.repeat(left), theme.styles[base]) : line
}

/** Text as a file, the clipboard or a pager may have it: cleaned like everything on the screen, without colour. */
export function plainText(row: Row | TrustedRow): string {
  if ('trusted' in row) return ''
  return row
    .map((piece) => cleanText(typeof piece === 'string' ? piece : piece.text))
    .join('')
    .trimEnd()
}

/** Text without anything a terminal could obey, nor the private marks that pictures are placed by. */
export function cleanText(text: string): string {
  // Nearly all text on a screen is this; looking is far quicker than replacing.
  if (isPlain(text)) return text
  return cleanForTerminal(text).replace(markers, '\ufffd')
}

/** Cleaned text in exactly `width` columns, cut with an ellipsis or padded on the side that `align` leaves. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  if (width <= 0) return ''
  const clean = cleanText(text)
  const cut = widthOf(clean) <= width ? clean : truncateToWidth(clean, width)
  const blank = ' '.repeat(width - widthOf(cut))
  return align === 'left' ? cut + blank : blank + cut
}

/** Breaks cleaned text into rows of at most `width` columns, at spaces where there are any. */
export function wrapText(text: string, width: number, maxRows = Number.POSITIVE_INFINITY): string[] {
  const rows: string[] = []
  for (const paragraph of text.split(/\r?\n/)) {
    let line = ''
    for (const word of cleanText(paragraph).split(' ')) {
      let rest = word
      const joined = line === '' ? rest : `${line} ${rest}`
      if (widthOf(joined) <= width) {
        line = joined
        continue
      }
      if (line !== '') rows.push(line)
      while (widthOf(rest) > width) {
        const head = hardCut(rest, width)
        rows.push(head)
        rest = rest.slice(head.length)
        if (rows.length > maxRows) break
      }
      line = rest
    }
    rows.push(line)
    if (rows.length > maxRows) break
  }
  if (rows.length <= maxRows) return rows
  return [...rows.slice(0, maxRows - 1), truncateToWidth(`${rows[maxRows - 1]} …………`, width)]
}

function hardCut(text: string, width: number): string {
  let head = ''
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (displayWidth(head + segment) > width) break
    head += segment
  }
  return head === '' ? String.fromCodePoint(text.codePointAt(0) as number) : head
}

function mix(theme: Theme, role: Role, base: Role): string {
  const style = theme.styles[role]
  if (base === 'plain' || role === base) return style
  // On the selected row the bar wins and the piece keeps its weight only, so that no colour vanishes in the bar.
  return theme.styles[base]
}

function styled(text: string, style: string): string {
  return style === '' || text === '' ? text : `\u001b[${style}m${text}\u001b[0m`
}

/** Columns a row takes when nothing is cut. */
export function displayRow(row: Row): number {
  return row.reduce((sum, piece) => sum + widthOf(cleanText(typeof piece === 'string' ? piece : piece.text)), 0)
}

/** Printable ASCII, box drawing, blocks and the marks this console draws itself: one column each, nothing to clean. */
function isPlain(text: string): boolean {
  return /^[ -~─-▟…·›●]*$/.test(text)
}

const widths = new Map<string, number>()
const mostWidths = 4000

/** Measuring is slow, and what is on the screen is measured again for every frame. */
function widthOf(text: string): number {
  if (isPlain(text)) return text.length
  const known = widths.get(text)
  if (known !== undefined) return known
  const width = displayWidth(text)
  if (widths.size >= mostWidths) widths.clear()
  widths.set(text, width)
  return width
}
