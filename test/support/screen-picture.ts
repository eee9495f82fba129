import type { ScreenCell } from './terminal-screen.ts'

export interface ScreenPictureOptions {
  /** What is written above the screen. */
  title?: string
  light?: boolean
}

const cellWidth = 8.4
const cellHeight = 18
const border = 12
const dark = { paper: '#11151c', ink: '#d8dee9', frame: '#2a3140' }
const light = { paper: '#fbfbf8', ink: '#24292f', frame: '#d0d7de' }
const palette = [
  '#3b4252',
  '#e05561',
  '#7bc275',
  '#d9a14e',
  '#3f6fb5',
  '#b48ead',
  '#56b6c2',
  '#c8ccd4',
  '#7a8291',
  '#ff7b86',
  '#98d98f',
  '#f0c674',
  '#6ea6f0',
  '#d4a6e0',
  '#7fdbe6',
  '#ffffff',
]

/** The screen as an SVG with its colours, one text for each run of cells: for documents, and readable as text itself. */
export function drawScreen(cells: readonly (readonly ScreenCell[])[], options: ScreenPictureOptions = {}): string {
  const colours = options.light ? light : dark
  const columns = Math.max(...cells.map((row) => row.length))
  const head = options.title === undefined ? 0 : 24
  const width = Math.ceil(columns * cellWidth + border * 2)
  const height = Math.ceil(cells.length * cellHeight + border * 2 + head)
  const body = cells.map((row, at) => drawRow(row, border + head + at * cellHeight, colours)).join('')
  const title =
    options.title === undefined
      ? ''
      : `<text x="${width / 2}" y="20" text-anchor="middle" fill="${colours.ink}" opacity="0.6">${escaped(options.title)}</text>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="100%" height="100%" rx="8" fill="${colours.paper}" stroke="${colours.frame}"/>` +
    `<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">${title}${body}</g></svg>\n`
  )
}

interface Run {
  column: number
  columns: number
  text: string
  ink: string
  paper: string | null
  cell: ScreenCell
}

function drawRow(row: readonly ScreenCell[], y: number, colours: typeof dark): string {
  return runsOf(row, colours)
    .map(({ column, columns, text, ink, paper, cell }) => {
      const x = (border + column * cellWidth).toFixed(1)
      const width = (columns * cellWidth).toFixed(1)
      const back =
        paper === null
          ? ''
          : `<rect x="${x}" y="${y}" width="${(columns * cellWidth + 0.6).toFixed(1)}" height="${cellHeight + 0.4}" fill="${paper}"/>`
      if (text === '▀') {
        const half = `<rect x="${x}" y="${y}" width="${(columns * cellWidth + 0.6).toFixed(1)}" height="${cellHeight / 2 + 0.4}" fill="${ink}"/>`
        return back + half
      }
      if (text.trim() === '') return back
      const weight = cell.bold ? ' font-weight="bold"' : ''
      const faint = cell.dim ? ' opacity="0.6"' : ''
      const line = cell.underline ? ' text-decoration="underline"' : ''
      const fitted = ` textLength="${width}" lengthAdjust="spacingAndGlyphs"`
      return `${back}<text x="${x}" y="${y + 14}" fill="${ink}"${weight}${faint}${line}${fitted}>${escaped(text)}</text>`
    })
    .join('')
}

function runsOf(row: readonly ScreenCell[], colours: typeof dark): Run[] {
  const runs: Run[] = []
  row.forEach((cell, column) => {
    if (cell.width === 0) return
    const [ink, paper] = look(cell, colours)
    const last = runs.at(-1)
    const joins = last !== undefined && last.ink === ink && last.paper === paper && last.cell.bold === cell.bold
    // Wide characters and half blocks stand alone, so that each of them keeps its column.
    const alone =
      cell.width > 1 ||
      !/^[ -\u017f─-╿]*$/.test(cell.text) ||
      !/^[ -\u017f─-╿]*$/.test(last?.text ?? '') ||
      (last?.cell.width ?? 1) > 1
    if (joins && !alone) {
      last.text += cell.text
      last.columns += cell.width
    } else runs.push({ column, columns: cell.width, text: cell.text, ink, paper, cell })
  })
  return runs.map((run) => {
    const text = run.text.trimEnd()
    return run.paper === null && text !== ''
      ? { ...run, text, columns: run.columns - (run.text.length - text.length) }
      : run
  })
}

function look(cell: ScreenCell, colours: typeof dark): [ink: string, paper: string | null] {
  const ink = colour(cell.foreground) ?? colours.ink
  const paper = colour(cell.background)
  return cell.inverse ? [paper ?? colours.paper, ink] : [ink, paper]
}

function colour(value: ScreenCell['foreground']): string | null {
  if (typeof value !== 'number') return value
  if (value < 16) return palette[value] ?? null
  if (value >= 232) return `#${(8 + (value - 232) * 10).toString(16).padStart(2, '0').repeat(3)}`
  const part = (at: number) => [0, 95, 135, 175, 215, 255][at] ?? 0
  const rgb = [Math.floor((value - 16) / 36), Math.floor((value - 16) / 6) % 6, (value - 16) % 6].map(part)
  return `#${rgb.map((one) => one.toString(16).padStart(2, '0')).join('')}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
