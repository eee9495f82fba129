import { Box, Text, Transform } from 'ink'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { createPaintBoard, type PaintBoard } from '../terminal/paint-board.ts'
import { createTheme, type Role, type Theme } from '../terminal/theme.ts'
import { paint, type Row, type TrustedRow } from './paint.ts'

/** The columns and rows that the component may draw in. */
export interface Size {
  columns: number
  rows: number
}

/** How large the part of the screen is that a component draws in; never read from the stream. */
export const SizeContext = createContext<Size>({ columns: 80, rows: 24 })

/** The colours in force here; greyed while the data is not known to be true. */
export const ThemeContext = createContext<Theme>(createTheme('none', false))

/** The size of the part of the screen this component draws in. */
export function useSize(): Size {
  return useContext(SizeContext)
}

/** The theme in force here. */
export function useTheme(): Theme {
  return useContext(ThemeContext)
}

/** A row with the role its plain pieces have, such as `selected` for the whole bar. */
export interface DrawnRow {
  row: Row | TrustedRow
  base?: Role
}

/** Where rows are painted to; the console has one for its screen. */
export const PaintBoardContext = createContext<PaintBoard>(createPaintBoard())

/** Draws rows in exactly `rows` × `columns`: too many are cut, missing ones are blank. All text passes through `paint`. */
export function Rows({
  lines,
  columns,
  rows,
}: {
  lines: readonly DrawnRow[]
  columns: number
  rows: number
}): ReactNode {
  const theme = useTheme()
  const board = useContext(PaintBoardContext)
  const [block] = useState(() => board.claim())
  useEffect(() => () => board.giveBack(block), [board, block])
  if (rows < 1 || columns < 1) return null
  const painted = lines.slice(0, rows).map(({ row, base }) => paint(row, columns, theme, base))
  board.put(block, painted, columns)
  return (
    <Box width={columns} height={rows} flexShrink={0}>
      <Transform transform={(line) => line}>
        <Text>{board.placeholder(block, rows)}</Text>
      </Transform>
    </Box>
  )
}

/** Draws its children in a part of the screen of the given size. */
export function Area({ columns, rows, children }: Size & { children: ReactNode }): ReactNode {
  return (
    <SizeContext value={{ columns, rows }}>
      <Box width={columns} height={rows} flexShrink={0} flexDirection="column" overflow="hidden">
        {children}
      </Box>
    </SizeContext>
  )
}
