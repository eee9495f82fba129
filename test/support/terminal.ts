import { PassThrough, Writable } from 'node:stream'
import { createTerminal, type KeyInput, type Terminal, type TextOutput } from '../../src/cli/terminal.ts'

export interface FakeTerminalOptions {
  /** Whether input, output and errors are a terminal; false is a pipe. */
  isTerminal?: boolean
  width?: number
  /** Milliseconds since the epoch that the terminal takes for now. */
  now?: number
  variables?: Record<string, string>
  /** What is typed, one text a prompt, sent when the prompt starts to listen. */
  typed?: string[]
  /** What a pipe on the input holds. */
  input?: string
}

export interface FakeTerminal extends Terminal {
  /** Everything written so far. */
  output(): string
  errors(): string
  /** Whether the input is in raw mode, in which ctrl-c is a key. */
  isRaw(): boolean
}

/** A terminal of given width, or a pipe, that keeps what is written and types what it was told. */
export function fakeTerminal(options: FakeTerminalOptions = {}): FakeTerminal {
  const isTTY = options.isTerminal === true
  const out = collector(isTTY, options.width)
  const err = collector(isTTY, options.width)
  const typed = [...(options.typed ?? [])]
  const raw = { on: false }
  const stdin: KeyInput = new PassThrough()
  stdin.isTTY = isTTY
  stdin.setRawMode = (on: boolean) => {
    raw.on = on
    const next = on ? typed.shift() : undefined
    if (next !== undefined) setImmediate(() => (stdin as PassThrough).write(next))
  }
  if (!isTTY) (stdin as PassThrough).end(options.input ?? '')
  const terminal = createTerminal({
    stdin,
    stdout: out.stream,
    stderr: err.stream,
    variables: options.variables ?? {},
    now: () => options.now ?? Date.now(),
  })
  // A copy of the members, but the width stays the getter it is.
  return Object.defineProperties({} as FakeTerminal, {
    ...Object.getOwnPropertyDescriptors(terminal),
    output: { value: () => out.text() },
    errors: { value: () => err.text() },
    isRaw: { value: () => raw.on },
  })
}

function collector(isTTY: boolean, width?: number): { stream: TextOutput; text(): string } {
  const chunks: string[] = []
  const stream: TextOutput = new Writable({
    decodeStrings: false,
    write(chunk, _, done) {
      chunks.push(String(chunk))
      done()
    },
  })
  stream.isTTY = isTTY
  if (isTTY) stream.columns = width ?? 80
  return { stream, text: () => chunks.join('') }
}
