import { preferProductionBuilds } from '../../config/production-builds.ts'
import type { KeyInput, TextOutput } from '../terminal.ts'
import type { ConsoleApi } from './console-api.ts'
import type { Place } from './frame/screen.ts'

export interface ConsoleOptions {
  api: ConsoleApi
  stdin: KeyInput
  stdout: TextOutput
  stderr: TextOutput
  /** The environment's settings about the terminal: NO_COLOR, TERM, COLORTERM, COLORFGBG, PAGER. */
  variables: Readonly<Record<string, string | undefined>>
  readOnly?: boolean
  /** The screen to begin with, such as `{ screen: 'triage' }`. */
  start?: Place
  /** Folder that ctrl-s writes to. */
  folder: string
  now?: () => number
  /** Which colours to use, when the terminal's own word is not wanted. */
  theme?: 'light' | 'dark'
}

/** Exit codes of the one table (0 done, 1 failed, 2 wrong usage, 130 stopped by the operator). */
export type ConsoleExit = 0 | 1 | 2 | 130

/**
 * Runs the console until the operator leaves it, and answers the exit code; the terminal is then as it was before, in
 * whatever way it ended. Without a terminal it says so and answers 2.
 */
export async function runConsole(options: ConsoleOptions): Promise<ConsoleExit> {
  if (!isTerminal(options)) return 2
  // The development build of React is slower, and keeps a record of every frame for tools that are not there.
  preferProductionBuilds()
  const { openConsole } = await import('./open-console.tsx')
  return openConsole(options)
}

/** Whether there is a terminal to take over; says what to use instead when there is none. */
export function isTerminal({ stdin, stdout, stderr }: Pick<ConsoleOptions, 'stdin' | 'stdout' | 'stderr'>): boolean {
  if (stdin.isTTY === true && stdout.isTTY === true) return true
  stderr.write('The console needs a terminal for both input and output; for scripts there is `momentum … --json`.\n')
  return false
}
