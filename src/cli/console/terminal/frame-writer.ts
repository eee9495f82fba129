import { type Cell, readCells } from './cells.ts'

/** A picture by kitty graphics or sixel: drawn over blank cells at the place its marker has in the frame. */
export interface PlacedPicture {
  /** Changes whenever the bytes do. */
  id: string
  draw: string
  /** What takes the picture away again, if overwriting its cells is not enough. */
  erase: string
  rows: number
  columns: number
}

export interface FrameWriter {
  /** Bytes that bring the terminal from the frame it shows to this one; empty when nothing changed. */
  update(lines: readonly string[], pictures?: ReadonlyMap<string, PlacedPicture>): string
  /** Forgets what the terminal shows (it was resized, or another program drew on it), so that the next frame is whole. */
  forget(): void
}

interface Shown {
  picture: PlacedPicture
  row: number
  column: number
}

/** The characters that stand for a picture's first cell; text from outside never keeps them (see `paint`). */
export const pictureMarker = /[\u{F5000}-\u{F50FF}]/u
const pictureMarkers = /[\u{F5000}-\u{F50FF}]/gu
const endStyle = '\u001b[m'
const longestGap = 3

/** Writes frames of `size()` as the least change: scrolls what moved, then rewrites only the cells that differ. */
export function createFrameWriter(size: () => { columns: number; rows: number }): FrameWriter {
  let shown: string[] | null = null
  let shownSize = { columns: 0, rows: 0 }
  let placed = new Map<string, Shown>()

  function update(lines: readonly string[], pictures: ReadonlyMap<string, PlacedPicture> = new Map()): string {
    const { columns, rows } = size()
    const places = findPictures(lines, columns, pictures)
    const next = Array.from({ length: rows }, (_, row) => (lines[row] ?? '').replace(pictureMarkers, ' '))
    const fresh = shown === null || shownSize.columns !== columns || shownSize.rows !== rows
    const start = fresh ? '\u001b[m\u001b[H\u001b[2J' : ''
    const before = fresh || shown === null ? next.map(() => '') : shown
    const gone = fresh ? '' : erasePictures(placed, places)
    const scroll = placed.size + places.size > 0 || fresh ? null : findScroll(before, next)
    const body = (scroll?.bytes ?? '') + changedRows(scroll?.after ?? before, next, columns)
    const drawn = drawPictures(fresh ? new Map() : placed, places)
    shown = next
    shownSize = { columns, rows }
    placed = places
    const bytes = start + gone + body + drawn
    // Terminals that know synchronized output show the whole change at once; the others ignore these two.
    return bytes === '' ? '' : `\u001b[?2026h${bytes}\u001b[?2026l`
  }

  return {
    update,
    forget: () => {
      shown = null
    },
  }
}

/** Where the cursor is and how it writes, so that nothing is said twice. */
interface Pen {
  bytes: string
  row: number
  /** -1 when the terminal may disagree with us about it. */
  column: number
  style: string
}

function changedRows(before: readonly string[], next: readonly string[], columns: number): string {
  const pen: Pen = { bytes: '', row: -1, column: -1, style: '' }
  next.forEach((line, row) => {
    if (line === before[row]) return
    changedCells(pen, readCells(before[row] ?? '', columns), readCells(line, columns), row)
  })
  setStyle(pen, '')
  return pen.bytes
}

/** The runs of cells that differ, each written at its own position. */
function changedCells(pen: Pen, before: (Cell | null)[], next: (Cell | null)[], row: number): void {
  let column = 0
  const used = lastUsed(next)
  while (column < next.length) {
    if (same(before[column], next[column])) {
      column += 1
      continue
    }
    let start = column
    while (start > 0 && next[start] === null) start -= 1
    let end = column
    for (let at = column; at < next.length && at - end <= longestGap; at += 1) {
      if (!same(before[at], next[at])) end = at
    }
    if (start <= used) writeRun(pen, next, start, Math.min(end, used), row)
    if (end > used) {
      moveTo(pen, row, Math.max(start, used + 1))
      setStyle(pen, '')
      pen.bytes += '\u001b[K'
      return
    }
    column = end + 1
  }
}

function writeRun(pen: Pen, cells: (Cell | null)[], start: number, last: number, row: number): void {
  let end = last
  for (let column = start; column <= end; column += 1) {
    const cell = cells[column]
    if (cell === null || cell === undefined) continue
    moveTo(pen, row, column)
    setStyle(pen, cell.style)
    if (!cell.certain) {
      // Where it turns out narrower than we think, nothing old may shine through; where wider, what follows is drawn anew.
      if (cell.width > 1) pen.bytes += `${' '.repeat(cell.width)}\u001b[${column + 1}G`
      if (column + cell.width > end) end = Math.min(cells.length - 1, column + cell.width)
    }
    pen.bytes += cell.text
    // At the right edge the cursor waits in the last column, and terminals differ about what that is.
    const isKnown = cell.certain && column + cell.width < cells.length
    pen.column = isKnown ? column + cell.width : -1
  }
}

function moveTo(pen: Pen, row: number, column: number): void {
  if (pen.row === row && pen.column === column) return
  const forward = column - pen.column
  if (pen.row !== row) pen.bytes += move(row, column)
  else if (pen.column >= 0 && forward > 0) pen.bytes += `\u001b[${forward === 1 ? '' : forward}C`
  else pen.bytes += `\u001b[${column + 1}G`
  pen.row = row
  pen.column = column
}

function setStyle(pen: Pen, style: string): void {
  if (pen.style === style) return
  pen.bytes += style === '' ? endStyle : `\u001b[0;${style}m`
  pen.style = style
}

function lastUsed(cells: (Cell | null)[]): number {
  let last = cells.length - 1
  while (last >= 0 && cells[last] !== null && cells[last]?.text === ' ' && cells[last]?.style === '') last -= 1
  return last
}

function same(one: Cell | null | undefined, other: Cell | null | undefined): boolean {
  if (one === other) return true
  if (one === null || other === null || one === undefined || other === undefined) return false
  return one.text === other.text && one.style === other.style
}

function move(row: number, column: number): string {
  return `\u001b[${row + 1};${column + 1}H`
}

/** Looks for rows that only moved up or down, and has the terminal move them, which costs a few bytes instead of a page. */
function findScroll(before: readonly string[], next: readonly string[]): { bytes: string; after: string[] } | null {
  const changed = next.filter((line, row) => line !== before[row]).length
  if (changed < 4) return null
  let best: { bytes: string; after: string[]; left: number } | null = null
  for (let by = 1; by <= Math.min(next.length - 2, 40); by += 1) {
    for (const shift of [by, -by]) {
      const moved = movedRows(before, next, shift)
      if (moved === null) continue
      const after = scrolled(before, moved.top, moved.bottom, shift)
      const left = next.filter((line, row) => line !== after[row]).length
      if (left + 2 < changed && (best === null || left < best.left)) {
        const region = `\u001b[${moved.top + 1};${moved.bottom + 1}r`
        best = { bytes: `${endStyle}${region}\u001b[${by}${shift > 0 ? 'S' : 'T'}\u001b[r`, after, left }
      }
    }
  }
  return best
}

function movedRows(
  before: readonly string[],
  next: readonly string[],
  shift: number,
): { top: number; bottom: number } | null {
  let top = -1
  let bottom = -1
  next.forEach((line, row) => {
    if (line === before[row] || line !== before[row + shift] || line === '') return
    if (top < 0) top = row
    bottom = row
  })
  if (top < 0) return null
  return shift > 0 ? { top, bottom: bottom + shift } : { top: top + shift, bottom }
}

function scrolled(before: readonly string[], top: number, bottom: number, shift: number): string[] {
  return before.map((line, row) => {
    if (row < top || row > bottom) return line
    const from = row + shift
    return from < top || from > bottom ? '' : (before[from] ?? '')
  })
}

function findPictures(
  lines: readonly string[],
  columns: number,
  pictures: ReadonlyMap<string, PlacedPicture>,
): Map<string, Shown> {
  const places = new Map<string, Shown>()
  if (pictures.size === 0) return places
  lines.forEach((line, row) => {
    if (!pictureMarker.test(line)) return
    readCells(line, columns).forEach((cell, column) => {
      const picture = cell === null ? undefined : pictures.get(cell.text)
      if (cell !== null && picture !== undefined) places.set(cell.text, { picture, row, column })
    })
  })
  return places
}

function isSamePlace(one: Shown | undefined, other: Shown | undefined): boolean {
  return one?.picture.id === other?.picture.id && one?.row === other?.row && one?.column === other?.column
}

function erasePictures(before: Map<string, Shown>, next: Map<string, Shown>): string {
  let bytes = ''
  for (const [marker, old] of before) {
    if (isSamePlace(old, next.get(marker))) continue
    bytes += old.picture.erase
    // Sixel has no "take away": its cells are written over, and what belongs there follows from the frame.
    for (let row = 0; row < old.picture.rows; row += 1) {
      bytes += `${move(old.row + row, old.column)}\u001b[${old.picture.columns}X`
    }
  }
  return bytes
}

function drawPictures(before: Map<string, Shown>, next: Map<string, Shown>): string {
  let bytes = ''
  for (const [marker, place] of next) {
    if (isSamePlace(before.get(marker), place)) continue
    bytes += move(place.row, place.column) + place.picture.draw
  }
  return bytes
}
