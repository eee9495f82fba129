import { cleanForTerminal } from '../../lib/terminal-text.ts'
import type { Terminal } from '../terminal.ts'
import { byteSize } from './times.ts'

/** A bar on the error stream; on anything but a terminal it is silent. */
export interface Progress {
  /** How far the work is; `total` null when nobody knows. */
  update(done: number, total: number | null): void
  /** Takes the bar away. Call it in a `finally`. */
  end(): void
}

export interface ProgressOptions {
  /** What is being done: `Exporting ada`. Written by us, never by people. */
  label: string
  unit?: 'bytes' | 'items'
}

const barWidth = 24
const framesPerSecond = 10

/** Starts a progress bar with a label; it draws at most ten times a second and leaves no trace when it ends. */
export function startProgress(terminal: Terminal, options: ProgressOptions): Progress {
  if (!terminal.showsProgress) return { update: () => {}, end: () => {} }
  let drawnAt = Number.NEGATIVE_INFINITY
  const draw = (text: string) =>
    terminal.err(`\r\u001b[K${cleanForTerminal(text).slice(0, Math.max(0, terminal.width - 1))}`)
  draw(`${options.label} …`)
  return {
    update(done, total) {
      const now = terminal.now()
      if (now - drawnAt < 1000 / framesPerSecond && done !== total) return
      drawnAt = now
      draw(progressLine(options, done, total))
    },
    end: () => terminal.err('\r\u001b[K'),
  }
}

/** The line a bar draws: label, bar and percentage when the total is known, otherwise what is done so far. */
export function progressLine(options: ProgressOptions, done: number, total: number | null): string {
  const amount = (value: number) => (options.unit === 'bytes' ? byteSize(value) : String(value))
  if (total === null || total <= 0) return `${options.label}  ${amount(done)}`
  const share = Math.min(1, done / total)
  const filled = Math.round(share * barWidth)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`
  const percent = `${Math.floor(share * 100)}`.padStart(3)
  return `${options.label}  ${bar} ${percent} %  ${amount(done)} of ${amount(total)}`
}

/** Shows what is being done while `work` runs, for work that cannot say how far it is. */
export async function duringWork<Result>(
  terminal: Terminal,
  label: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const progress = startProgress(terminal, { label })
  try {
    return await work()
  } finally {
    progress.end()
  }
}
