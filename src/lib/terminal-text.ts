import stringWidth from 'string-width'

// Whole sequences go first, so that their parameters do not stay behind as text. An unfinished string sequence is not
// followed to the end of the text: what it would have swallowed is shown.
const csi = /(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]?/g
const strings =
  /(?:\u001b[\]PX^_]|[\u0090\u0098\u009d\u009e\u009f])[^\u0007\u001b\n\u0090\u0098\u009c-\u009f]{0,4096}(?:\u0007|\u001b\\|\u009c)/g
const escapes = /\u001b[ -/]{0,8}[0-~]?/g
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
// Directional controls would reorder the columns beside them; the others would hide or add text unseen.
const unseen = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
// More marks on one letter than any language needs paint over the lines above and below.
const pileOfMarks = /(\p{M}{4})\p{M}+/gu

/**
 * Makes text that people wrote safe to print on a terminal: no escape sequence, control or directional character is
 * left. Tabs become two spaces, line breaks "⏎", or stay when `keepNewlines` is set. ZWJ emoji and accents stay whole.
 */
export function cleanForTerminal(text: string, options: { keepNewlines?: boolean } = {}): string {
  const clean = text
    .replace(strings, '')
    .replace(csi, '')
    .replace(escapes, '')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll('\t', '  ')
    .replace(controls, '')
    .replace(unseen, '')
    .replace(pileOfMarks, '$1')
    .replace(/\p{Surrogate}/gu, '\ufffd')
  return options.keepNewlines ? clean : clean.replaceAll('\n', '⏎')
}

/** How many columns a text takes on a terminal: wide characters and emoji two, combining marks none. */
export function displayWidth(text: string): number {
  return stringWidth(text)
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Cuts a text to so many columns, never inside a character; `ellipsis` marks the cut and is counted. */
export function truncateToWidth(text: string, width: number, ellipsis = '…'): string {
  if (width <= 0) return ''
  // No character takes more columns than it has UTF-16 units, so a short text need not be measured.
  if (isPlain(text) ? text.length <= width : displayWidth(text) <= width) return text
  const room = width - displayWidth(ellipsis)
  if (room < 0) return truncateToWidth(text, width, '')
  let kept = ''
  let used = 0
  for (const { segment } of graphemes.segment(text)) {
    const columns = displayWidth(segment)
    if (used + columns > room) break
    kept += segment
    used += columns
  }
  return kept + ellipsis
}

/** Fills a text with spaces to exactly so many columns, and cuts it when it is wider. */
export function padToWidth(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const cut = truncateToWidth(text, width)
  const space = ' '.repeat(Math.max(0, width - displayWidth(cut)))
  return align === 'left' ? cut + space : space + cut
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text)
}
