import type { KeyInput, TextOutput } from '../../terminal.ts'
import { waitAtMost } from '../patience.ts'
import { createStore, type Store } from '../store.ts'
import { abilityQueries, learn, type TerminalAbilities, unknownAbilities } from './graphics.ts'
import { createInputParser, type TerminalInput } from './input.ts'

// Alternate screen, own title kept by not touching it, no cursor, no wrapping at the right edge, pastes told apart.
const enter = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[?2004h\u001b[m\u001b[H\u001b[2J'
const leave = '\u001b[m\u001b[r\u001b[?2004l\u001b[?7h\u001b[?25h\u001b[?1049l'

/** A sequence in one chunk takes no time; over a slow line its parts may, and a person's Escape must not wait longer. */
const escapeWaitMs = 60
const replyWaitMs = 400

/** The terminal while the console has it: raw keys in, frames out, and given back exactly as it was. */
export interface FullScreen {
  readonly abilities: Store<TerminalAbilities>
  size(): { columns: number; rows: number }
  write(bytes: string): void
  /** False while someone else has the terminal, or the line to it has not taken what was written before. */
  isReady(): boolean
  /** Calls back when it is ready again. */
  onReady(listener: () => void): void
  /** Gives the terminal back for a while, to a pager or the shell. */
  release(): void
  /** Takes it again after `release`. */
  take(): void
  /** Gives it back for good; waits a moment for replies still on their way, which the shell would take for typing. */
  close(): Promise<void>
  /** The same at once and without waiting, for a process that is about to end. Does nothing the second time. */
  closeNow(): void
}

export interface FullScreenOptions {
  stdin: KeyInput
  stdout: TextOutput
  variables: Readonly<Record<string, string | undefined>>
  onInput(input: TerminalInput): void
  onResize(): void
}

/** Takes over the terminal; everything it does to it is undone by `close` or `closeNow`. */
export function openFullScreen({ stdin, stdout, variables, onInput, onResize }: FullScreenOptions): FullScreen {
  const abilities = createStore<TerminalAbilities>(unknownAbilities)
  const parser = createInputParser()
  let timer: NodeJS.Timeout | undefined
  let held = false
  let answered = () => {}
  const allAnswered = new Promise<void>((resolve) => {
    answered = resolve
  })

  function write(bytes: string): void {
    // A terminal that went away (a closed window, a dropped line) is not worth an exception on the way out.
    if (!stdout.destroyed && stdout.writable) stdout.write(bytes)
  }

  function hear(inputs: TerminalInput[]): void {
    for (const input of inputs) {
      if (input.type !== 'reply') {
        onInput(input)
        continue
      }
      abilities.set(learn(abilities.get(), input.reply))
      if (abilities.get().answered) answered()
    }
  }

  function onData(chunk: string | Buffer): void {
    clearTimeout(timer)
    hear(parser.push(chunk.toString()))
    if (parser.waiting()) timer = setTimeout(() => hear(parser.flush()), escapeWaitMs)
  }

  function take(): void {
    if (held) return
    held = true
    stdin.setRawMode?.(true)
    stdin.setEncoding('utf8')
    stdin.on('data', onData)
    stdin.resume()
    write(enter)
  }

  function release(): void {
    if (!held) return
    held = false
    clearTimeout(timer)
    stdin.off('data', onData)
    stdin.pause()
    write(leave)
    try {
      stdin.setRawMode?.(false)
    } catch {
      // The terminal is gone; there is no mode to give back.
    }
  }

  const ignoreErrors = () => {}
  stdout.on('error', ignoreErrors)
  stdin.on('error', ignoreErrors)
  stdout.on('resize', onResize)
  take()
  write(abilityQueries(variables))

  function closeNow(): void {
    release()
    stdout.off('resize', onResize)
  }

  return {
    abilities,
    size: () => ({ columns: Math.max(20, stdout.columns || 80), rows: Math.max(6, stdout.rows || 24) }),
    write,
    isReady: () => held && !stdout.writableNeedDrain,
    onReady: (listener) => {
      stdout.once('drain', listener)
    },
    release,
    take,
    close: async () => {
      if (!held) return closeNow()
      if (!abilities.get().answered && !stdin.destroyed) await waitAtMost(replyWaitMs, allAnswered)
      closeNow()
    },
    closeNow,
  }
}
