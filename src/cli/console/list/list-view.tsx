import { Box } from 'ink'
import { type ReactNode, useLayoutEffect } from 'react'
import { type Row, span } from '../draw/paint.ts'
import { type DrawnRow, Rows, useSize } from '../draw/surface.tsx'
import { useStore } from '../store.ts'
import { chooseColumns, headRow, tableRow } from './columns.ts'
import type { ListControls } from './list-controls.ts'

export interface ListViewProps<T> {
  list: ListControls<T>
  now(): number
  /** More about the selected row, beside the table or under it. */
  preview?: ((row: T, size: { columns: number; rows: number }) => readonly DrawnRow[]) | undefined
}

const besideFrom = 110
const underFrom = 16

/** The table of a list with, where there is room, more about the row that is selected. */
export function ListView<T>({ list, now, preview }: ListViewProps<T>): ReactNode {
  const { columns, rows } = useSize()
  const beside = preview !== undefined && columns >= besideFrom
  const under = preview !== undefined && !beside && rows >= underFrom
  const width = beside ? Math.floor(columns * 0.58) : columns
  const height = under ? Math.ceil(rows * 0.6) : rows
  const state = useStore(list.rows.state)
  useLayoutEffect(() => list.rows.setHeight(height - 1), [list, height])
  const selected = list.selected()
  const room = beside ? { columns: columns - width - 2, rows } : { columns: columns - 2, rows: rows - height - 1 }
  const more = selected === null || preview === undefined || !(beside || under) ? [] : preview(selected, room)

  return (
    <Box flexDirection={beside ? 'row' : 'column'} width={columns} height={rows}>
      <Table list={list} now={now} width={width} height={height} version={state.version} />
      {beside && <Rows lines={rule(rows)} columns={2} rows={rows} />}
      {beside && <Rows lines={more} {...room} />}
      {under && <Rows lines={[{ row: [span('─'.repeat(columns), 'muted')] }]} columns={columns} rows={1} />}
      {under && <Rows lines={more.map(({ row, base }) => indented(row, base))} columns={columns} rows={room.rows} />}
    </Box>
  )
}

function indented(row: DrawnRow['row'], base: DrawnRow['base']): DrawnRow {
  const moved = 'trusted' in row ? { trusted: ` ${row.trusted}` } : [' ', ...row]
  return base === undefined ? { row: moved } : { row: moved, base }
}

function rule(rows: number): DrawnRow[] {
  return Array.from({ length: rows }, () => ({ row: [span('│ ', 'muted')] }))
}

function Table<T>(props: {
  list: ListControls<T>
  now(): number
  width: number
  height: number
  version: number
}): ReactNode {
  const { list, width, height } = props
  const settings = useStore(list.settings)
  const marks = useStore(list.marks)
  const { selected, problem, loading, paused } = useStore(list.rows.state)
  const now = props.now()
  const chosen = chooseColumns(list.columns, width, settings.hidden)
  const lines = list.rows.window().map(({ row, index }): DrawnRow => {
    const drawn: Row =
      row === undefined ? [span('  …', 'muted')] : tableRow(row, chosen, marks.has(list.idOf(row)), now)
    return index === selected ? { row: drawn, base: 'selected' } : { row: drawn }
  })
  const short = lines.length < height - 1
  const waits = paused ? 'searched as far as one search goes; + searches on' : loading && short ? 'loading…' : null
  const said = problem ?? waits
  const role = problem === null ? 'muted' : 'danger'
  if (said !== null) lines.splice(Math.min(lines.length, height - 2), lines.length, { row: [span(`  ${said}`, role)] })
  else if (lines.length === 0)
    lines.push({ row: [span(`  ${list.emptyWords() ?? emptyWords(settings.filter)}`, 'muted')] })
  return <Rows lines={[{ row: headRow(chosen, settings.sort) }, ...lines]} columns={width} rows={height} />
}

function emptyWords(filter: string): string {
  return filter === '' ? 'nothing here' : `nothing matches ${filter}; escape shows all`
}
