import { displayWidth } from '../../../lib/terminal-text.ts'

/** One place on the screen: what stands there, how many columns it takes, and its style as SGR parameters. */
export interface Cell {
  text: string
  width: number
  style: string
  /** False where terminals disagree about the width, so that the writer states the column again after it. */
  certain: boolean
}

/** A cell that shows nothing, in the terminal's own colours. */
export const blankCell: Cell = { text: ' ', width: 1, style: '', certain: true }

interface Style {
  foreground: string
  background: string
  attributes: Set<string>
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const attributeEnds: Record<string, string[]> = { '22': ['1', '2'], '23': ['3'], '24': ['4'], '27': ['7'], '29': ['9'] }

/** Reads one drawn line (text and SGR only) into exactly `width` columns; a wide cell is followed by a `null`. */
export function readCells(line: string, width: number): (Cell | null)[] {
  const cells: (Cell | null)[] = []
  const style: Style = { foreground: '', background: '', attributes: new Set() }
  let name = ''
  for (const part of line.split(/(\u001b\[[0-9;:]*m)/)) {
    if (part === '') continue
    if (part.startsWith('\u001b[')) {
      applySgr(style, part.slice(2, -1))
      name = styleName(style)
    } else {
      pushText(cells, part, name, width)
    }
  }
  while (cells.length < width) cells.push(blankCell)
  return cells
}

function pushText(cells: (Cell | null)[], text: string, style: string, width: number): void {
  for (const run of text.match(runs) ?? []) {
    const pieces = isSimple(run) ? run : piecesOf(run)
    for (const piece of pieces) {
      const isLetter = typeof piece === 'string'
      const columns = isLetter ? 1 : piece.width
      const certain = isLetter || isSimple(piece.text) || eastAsian.test(piece.text)
      if (columns === 0) continue
      if (cells.length + columns > width) return
      cells.push({ text: isLetter ? piece : piece.text, width: columns, style, certain })
      for (let rest = 1; rest < columns; rest += 1) cells.push(null)
    }
  }
}

interface Piece {
  text: string
  width: number
}

// Finding out where characters end and how wide they are is slow, and the same names are on the screen frame after frame.
const known = new Map<string, Piece[]>()
const mostKnown = 4000

function piecesOf(run: string): Piece[] {
  const before = known.get(run)
  if (before !== undefined) return before
  const pieces = Array.from(segmenter.segment(run), ({ segment }) => ({ text: segment, width: displayWidth(segment) }))
  if (known.size >= mostKnown) known.clear()
  known.set(run, pieces)
  return pieces
}

// Letters, box drawing, blocks and braille are one column in every terminal. One that stands right before another kind
// of character may be its beginning (e and an accent), and is looked at together with it.
const runs = /(?:[ -~─-▟⠀-⣿](?![^ -~─-▟⠀-⣿]))+|[ -~─-▟⠀-⣿]?[^ -~─-▟⠀-⣿]+/g

// Ideographs, kana and hangul take two columns in every terminal; about emoji and the rest they disagree.
const eastAsian = /^[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]$/

function isSimple(text: string): boolean {
  return /^[ -~─-▟⠀-⣿]*$/.test(text)
}

function applySgr(style: Style, parameters: string): void {
  const codes = parameters === '' ? ['0'] : parameters.split(';')
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] as string
    if (code === '38' || code === '48') {
      const length = codes[at + 1] === '2' ? 5 : 3
      const colour = codes.slice(at, at + length).join(';')
      if (code === '38') style.foreground = colour
      else style.background = colour
      at += length - 1
    } else {
      applySimpleCode(style, code)
    }
  }
}

function applySimpleCode(style: Style, code: string): void {
  const value = Number(code)
  if (value === 0) {
    style.foreground = ''
    style.background = ''
    style.attributes.clear()
  } else if ((value >= 30 && value <= 37) || (value >= 90 && value <= 97)) style.foreground = code
  else if ((value >= 40 && value <= 47) || (value >= 100 && value <= 107)) style.background = code
  else if (value === 39) style.foreground = ''
  else if (value === 49) style.background = ''
  else if (value > 0 && value < 10) style.attributes.add(code)
  else for (const ended of attributeEnds[code] ?? []) style.attributes.delete(ended)
}

function styleName(style: Style): string {
  return [...[...style.attributes].sort(), style.foreground, style.background].filter((part) => part !== '').join(';')
}
