import { fit, type Row, type Span, span } from '../draw/paint.ts'
import type { Role } from '../terminal/theme.ts'

/** One column of a table. */
export interface Column<T> {
  name: string
  title: string
  /** Columns on the screen; one column of a table may take `rest`. */
  width: number | 'rest'
  /** What a `rest` column needs at least before others make way for it; 12 unless said. */
  least?: number
  align?: 'left' | 'right'
  /** When the screen is narrow, the columns with the highest number go first; 0 always stays. */
  order?: number
  /** The word to sort by on the server; absent where it cannot. */
  sortsBy?: string
  cell(row: T, now: number): string
  role?(row: T): Role
}

const leastRest = 12

/** The columns that fit in `width`, with the widths they get; hidden ones are left out. */
export function chooseColumns<T>(
  columns: readonly Column<T>[],
  width: number,
  hidden: ReadonlySet<string>,
): { column: Column<T>; width: number }[] {
  let chosen = columns.filter((column) => !hidden.has(column.name))
  const need = (list: readonly Column<T>[]) =>
    list.reduce((sum, column) => sum + (column.width === 'rest' ? (column.least ?? leastRest) : column.width) + 1, 1)
  while (need(chosen) > width) {
    const leaves = chosen.reduce((one, other) => ((other.order ?? 0) >= (one.order ?? 0) ? other : one))
    if ((leaves.order ?? 0) === 0) break
    chosen = chosen.filter((column) => column !== leaves)
  }
  const fixed = chosen.reduce((sum, column) => sum + (column.width === 'rest' ? 1 : column.width + 1), 1)
  return chosen.map((column) => ({
    column,
    width: column.width === 'rest' ? Math.max(4, width - fixed) : column.width,
  }))
}

/** The heads of the columns; the sorted one carries an arrow. */
export function headRow<T>(
  chosen: readonly { column: Column<T>; width: number }[],
  sort: { by: string; descending: boolean } | null,
): Row {
  return [
    ' ',
    ...chosen.flatMap(({ column, width }): Span[] => {
      const isSorted = sort !== null && column.sortsBy === sort.by
      const title = isSorted ? `${column.title}${sort.descending ? '↓' : '↑'}` : column.title
      return [span(fit(title, width, column.align), isSorted ? 'accent' : 'muted'), ' ']
    }),
  ]
}

/** One row of the table; `marked` puts the sign of the bulk acts before it. */
export function tableRow<T>(
  row: T,
  chosen: readonly { column: Column<T>; width: number }[],
  marked: boolean,
  now: number,
): Row {
  return [
    marked ? span('●', 'marked') : ' ',
    ...chosen.flatMap(({ column, width }): Span[] => [
      span(fit(column.cell(row, now), width, column.align), marked ? 'marked' : (column.role?.(row) ?? 'plain')),
      ' ',
    ]),
  ]
}
