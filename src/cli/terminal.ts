import type { Readable, Writable } from 'node:stream'

/** A stream keys are read from: the process's own input, or a test's. */
export interface KeyInput extends Readable {
  isTTY?: boolean
  setRawMode?(on: boolean): unknown
}

/** A stream text is written to. */
export interface TextOutput extends Writable {
  isTTY?: boolean
  columns?: number
  rows?: number
}

/** The one way in and out of a command, so that a test can stand where the terminal stands. */
export interface Terminal {
  readonly stdin: KeyInput
  readonly stdout: TextOutput
  readonly stderr: TextOutput
  /** Whether a person reads the output: tables, colours and relative times instead of tabs and ISO times. */
  readonly isPerson: boolean
  /** Whether somebody is there to be asked. */
  readonly canPrompt: boolean
  /** Whether a progress bar would be seen. */
  readonly showsProgress: boolean
  /** Columns of the output; 80 when it is not known. */
  readonly width: number
  /** Whether output and errors may carry colours. */
  readonly colours: { readonly out: boolean; readonly err: boolean }
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Writes text as it is; what people wrote goes through `say` or a table, which clean it. */
  out(text: string): void
  /** Writes text as it is to the error stream. */
  err(text: string): void
}

export interface TerminalOptions {
  stdin: KeyInput
  stdout: TextOutput
  stderr: TextOutput
  variables: Readonly<Record<string, string | undefined>>
  now?: () => number
  /** `--no-color` was given. */
  plain?: boolean
}

/** The terminal made of three streams and the variables that people set to say how they read. */
export function createTerminal(options: TerminalOptions): Terminal {
  const { stdin, stdout, stderr } = options
  const coloursOn = (stream: TextOutput) => !options.plain && wantsColours(options.variables, stream.isTTY === true)
  return {
    stdin,
    stdout,
    stderr,
    isPerson: stdout.isTTY === true,
    canPrompt: stdin.isTTY === true && stderr.isTTY === true,
    showsProgress: stderr.isTTY === true && options.variables.TERM !== 'dumb',
    get width() {
      return stdout.columns || stderr.columns || 80
    },
    colours: { out: coloursOn(stdout), err: coloursOn(stderr) },
    now: options.now ?? Date.now,
    out: (text) => {
      stdout.write(text)
    },
    err: (text) => {
      stderr.write(text)
    },
  }
}

// NO_COLOR (no-color.org) counts when it is not empty, and wins over FORCE_COLOR, which wins over what the stream is.
function wantsColours(variables: TerminalOptions['variables'], isTTY: boolean): boolean {
  if (variables.NO_COLOR) return false
  if (variables.FORCE_COLOR !== undefined) return variables.FORCE_COLOR !== '0' && variables.FORCE_COLOR !== 'false'
  return isTTY && variables.TERM !== 'dumb'
}
