import { createRequire } from 'node:module'
import { PassThrough, Writable } from 'node:stream'
import type { IBufferCell, Terminal } from '@xterm/headless'
import type { KeyInput, TextOutput } from '../../src/cli/terminal.ts'
import { eventually } from './eventually.ts'

// The package is CommonJS in a form whose names Node cannot see from an ES module.
const { Terminal: XtermTerminal } = createRequire(import.meta.url)(
  '@xterm/headless',
) as typeof import('@xterm/headless')

/** One cell of the screen as the terminal shows it. */
export interface ScreenCell {
  text: string
  width: number
  /** Colours as `#rrggbb`, a number of the palette, or null for the terminal's own. */
  foreground: string | number | null
  background: string | number | null
  bold: boolean
  dim: boolean
  underline: boolean
  inverse: boolean
}

/** A terminal of a given size without a window: a program writes to it and reads keys from it, a test looks at it. */
export interface TerminalScreen {
  stdin: KeyInput
  stdout: TextOutput
  stderr: TextOutput
  /** Keys as a terminal sends them. */
  type(keys: string): void
  resize(columns: number, rows: number): void
  /** The rows on the screen, without the blanks at their ends. */
  lines(): string[]
  text(): string
  cells(): ScreenCell[][]
  /** Waits until the screen shows this, and answers the screen. */
  shows(wanted: string | RegExp): Promise<string>
  hides(unwanted: string | RegExp): Promise<string>
  /** Everything that was written to it, byte for byte. */
  raw(): string
  errors(): string
  isRaw(): boolean
  isAlternate(): boolean
  title(): string
  close(): void
}

export interface TerminalScreenOptions {
  columns?: number
  rows?: number
  /** False: input and output are pipes. */
  isTTY?: boolean
  /** Whether it answers questions, as a real one does; false for one that never does. */
  answers?: boolean
}

/** Opens a terminal; what it shows is what xterm.js, an emulator in wide use, makes of the bytes. */
export function openTerminalScreen(options: TerminalScreenOptions = {}): TerminalScreen {
  const { columns = 80, rows = 24, isTTY = true, answers = true } = options
  const terminal = new XtermTerminal({ cols: columns, rows, allowProposedApi: true, scrollback: 100 })
  let written = ''
  let failed = ''
  let raw = false
  let title = ''

  const stdin = Object.assign(new PassThrough(), {
    isTTY,
    setRawMode: (on: boolean) => {
      raw = on
    },
  }) as unknown as KeyInput & PassThrough
  const stdout = Object.assign(
    new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        written += chunk.toString()
        terminal.write(chunk.toString(), done)
      },
    }),
    { isTTY, columns, rows },
  ) as TextOutput
  const stderr = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        failed += chunk.toString()
        done()
      },
    }),
    { isTTY },
  ) as TextOutput
  if (answers) terminal.onData((data) => stdin.write(data))
  terminal.onTitleChange((next) => {
    title = next
  })

  const row = (at: number) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + at)
  const lines = () => Array.from({ length: terminal.rows }, (_, at) => row(at)?.translateToString(true).trimEnd() ?? '')
  const text = () => lines().join('\n')
  const matches = (pattern: string | RegExp) =>
    typeof pattern === 'string' ? text().includes(pattern) : pattern.test(text())
  const wait = (pattern: string | RegExp, wanted: boolean) =>
    eventually(
      () => {
        if (matches(pattern) === wanted) return { screen: text() }
        throw new Error(`the screen ${wanted ? 'does not show' : 'still shows'} ${pattern}:\n${text()}`)
      },
      { what: String(pattern) },
    ).then(({ screen }) => screen)

  return {
    stdin,
    stdout,
    stderr,
    type: (keys) => {
      stdin.write(keys)
    },
    resize: (nextColumns, nextRows) => {
      terminal.resize(nextColumns, nextRows)
      Object.assign(stdout, { columns: nextColumns, rows: nextRows })
      stdout.emit('resize')
    },
    lines,
    text,
    cells: () => Array.from({ length: terminal.rows }, (_, at) => readCells(terminal, at)),
    shows: (wanted) => wait(wanted, true),
    hides: (unwanted) => wait(unwanted, false),
    raw: () => written,
    errors: () => failed,
    isRaw: () => raw,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    title: () => title,
    close: () => terminal.dispose(),
  }
}

function readCells(terminal: Terminal, at: number): ScreenCell[] {
  const { active } = terminal.buffer
  const line = active.getLine(active.viewportY + at)
  if (line === undefined) return []
  return Array.from({ length: terminal.cols }, (_, column) => readCell(line.getCell(column)))
}

function readCell(cell: IBufferCell | undefined): ScreenCell {
  if (cell === undefined) {
    return {
      text: ' ',
      width: 1,
      foreground: null,
      background: null,
      bold: false,
      dim: false,
      underline: false,
      inverse: false,
    }
  }
  const colour = (isRgb: boolean, isPalette: boolean, value: number) =>
    isRgb ? `#${value.toString(16).padStart(6, '0')}` : isPalette ? value : null
  return {
    text: cell.getChars() || ' ',
    width: cell.getWidth(),
    foreground: colour(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor()),
    background: colour(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
  }
}
