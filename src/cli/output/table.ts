import { cleanForTerminal, displayWidth, padToWidth, truncateToWidth } from '../../lib/terminal-text.ts'
import type { Terminal } from '../terminal.ts'
import { type Column, cellForPerson, cellForPipe, lookOf } from './columns.ts'
import { paint } from './style.ts'

const gap = 2
const narrowest = 6

/** Prints rows: a table that fits the terminal for a person, one line of tab-separated values a row for a pipe. */
export function printTable<Row>(terminal: Terminal, columns: Column<Row>[], rows: Row[]): void {
  if (rows.length === 0) return
  terminal.out(terminal.isPerson ? tableText(terminal, columns, rows) : tabText(columns, rows))
}

/** Rows as lines of tab-separated values. */
export function tabText<Row>(columns: Column<Row>[], rows: Row[]): string {
  return rows
    .map((row) => `${columns.map((column) => cleanForTerminal(cellForPipe(column.value(row)))).join('\t')}\n`)
    .join('')
}

function tableText<Row>(terminal: Terminal, columns: Column<Row>[], rows: Row[]): string {
  const now = terminal.now()
  const cells = rows.map((row) =>
    columns.map((column) => cleanForTerminal(cellForPerson(column.kind, column.value(row), now))),
  )
  const wished = columns.map((column, index) => {
    const widest = Math.max(displayWidth(column.title), ...cells.map((line) => displayWidth(line[index]!)))
    return column.kind === 'id' ? widest : Math.min(widest, column.max ?? widest)
  })
  const widths = fitColumns(columns, wished, terminal.width)
  const shown = columns.map((_, index) => index).filter((index) => widths[index]! > 0)
  const last = shown.at(-1)
  const draw = (index: number, text: string) => {
    const cut = columns[index]!.kind === 'id' ? text : truncateToWidth(text, widths[index]!)
    if (columns[index]!.kind === 'number' || columns[index]!.kind === 'bytes')
      return padToWidth(cut, widths[index]!, 'right')
    return index === last ? cut : padToWidth(cut, widths[index]!)
  }
  const lines = [shown.map((index) => paint(draw(index, columns[index]!.title), 'dim', terminal.colours.out))]
  for (const [number, line] of cells.entries()) {
    lines.push(
      shown.map((index) => {
        const column = columns[index]!
        const look = lookOf(column.kind, column.value(rows[number]!), now)
        return paint(draw(index, line[index]!), look, terminal.colours.out)
      }),
    )
  }
  return lines.map((line) => `${line.join(' '.repeat(gap))}\n`).join('')
}

/**
 * The width of each column on a terminal of `width`: as wished when everything fits; else columns marked `drop` go
 * (width 0), then the widest texts give way. Ids keep their width, since a shortened id cannot be typed.
 */
export function fitColumns<Row>(columns: Column<Row>[], wished: number[], width: number): number[] {
  const widths = [...wished]
  const least = (index: number) =>
    columns[index]!.kind === 'text' ? Math.min(narrowest, wished[index]!) : wished[index]!
  const readable = (index: number) => Math.max(least(index), Math.min(columns[index]!.least ?? 0, wished[index]!))
  const total = (of: (index: number) => number) => {
    const shown = widths.map((_, index) => index).filter((index) => widths[index]! > 0)
    return shown.reduce((sum, index) => sum + of(index), 0) + gap * Math.max(0, shown.length - 1)
  }
  const droppable = columns
    .map((column, index) => ({ index, rank: column.drop ?? 0 }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
  for (const { index } of droppable) {
    if (total(readable) <= width) break
    widths[index] = 0
  }
  while (total((index) => widths[index]!) > width) {
    const candidates = widths
      .map((current, index) => ({ current, index }))
      .filter(({ current, index }) => current > least(index))
    if (candidates.length === 0) break
    const widest = candidates.reduce((a, b) => (b.current > a.current ? b : a))
    widths[widest.index] = widest.current - 1
  }
  return widths
}
