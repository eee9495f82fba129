/**
 * Where painted rows wait while Ink lays out the screen. Ink is given one private character for each row, and never
 * the row itself: taking apart and putting together a whole screen of styled text is most of what a frame would cost,
 * and everything it ever measured it keeps. The rows take the places of their characters when the layout is known.
 */
export interface PaintBoard {
  /** A number for a block of rows, until it is given back. */
  claim(): number
  giveBack(block: number): void
  /** Rows of exactly `columns` columns each. */
  put(block: number, rows: readonly string[], columns: number): void
  /** What Ink lays out for a block: one character for each of its rows. */
  placeholder(block: number, rows: number): string
  /** The lines of a frame with every row in its place. */
  fill(frame: string): string[]
}

const firstCharacter = 0x10_0000
const rowsOfBlock = 300
const blocks = 218
const character = /[\u{100000}-\u{10fffd}]/gu

/** An empty board. */
export function createPaintBoard(): PaintBoard {
  const free = Array.from({ length: blocks }, (_, at) => blocks - 1 - at)
  const painted = new Map<number, { rows: readonly string[]; columns: number }>()
  const placeholders = new Map<string, string>()

  function fillLine(line: string): string {
    let filled = ''
    let column = 0
    let seen = 0
    for (const { 0: found, index } of line.matchAll(character)) {
      // Each character before this one is one column, but those of blocks are two units of text.
      const at = index - seen
      seen += found.length - 1
      const place = (found.codePointAt(0) as number) - firstCharacter
      const block = painted.get(Math.floor(place / rowsOfBlock))
      // What begins under another block is covered by it.
      if (block === undefined || at < column) continue
      filled += ' '.repeat(at - column) + (block.rows[place % rowsOfBlock] ?? ' '.repeat(block.columns))
      column = at + block.columns
    }
    return filled
  }

  return {
    claim: () => {
      const block = free.pop()
      if (block === undefined) throw new RangeError('there are more blocks on the screen than the board has room for')
      return block
    },
    giveBack: (block) => {
      painted.delete(block)
      free.push(block)
    },
    put: (block, rows, columns) => painted.set(block, { rows, columns }),
    placeholder: (block, rows) => {
      const name = `${block} ${rows}`
      const known = placeholders.get(name)
      if (known !== undefined) return known
      const made = Array.from({ length: Math.min(rows, rowsOfBlock) }, (_, row) =>
        String.fromCodePoint(firstCharacter + block * rowsOfBlock + row),
      ).join('\n')
      placeholders.set(name, made)
      return made
    },
    fill: (frame) => frame.split('\n').map(fillLine),
  }
}
