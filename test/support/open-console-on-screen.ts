import type { ConsoleApi } from '../../src/cli/console/console-api.ts'
import { openConsole } from '../../src/cli/console/open-console.tsx'
import type { ConsoleExit } from '../../src/cli/console/run-console.ts'
import { createFakeConsoleApi, type FakeConsoleApi, type FakeConsoleApiOptions } from './fake-console-api.ts'
import { openTerminalScreen, type TerminalScreen } from './terminal-screen.ts'

export interface ConsoleOnScreen {
  api: FakeConsoleApi
  screen: TerminalScreen
  /** The exit code, once it has ended. */
  exit: Promise<ConsoleExit>
  /** Quits and waits. */
  quit(): Promise<ConsoleExit>
}

export interface ConsoleOnScreenOptions extends FakeConsoleApiOptions {
  at?: string
  id?: string
  columns?: number
  rows?: number
  readOnly?: boolean
  variables?: Record<string, string>
  folder?: string
  answers?: boolean
  /** The server to show instead of the one in memory. */
  server?: ConsoleApi
}

/** Opens the whole console on a terminal of the given size, at one of its screens, before a server in memory. */
export function openConsoleOnScreen(options: ConsoleOnScreenOptions = {}): ConsoleOnScreen {
  const { at = 'pulse', id, columns = 80, rows = 24, readOnly = false, variables = {}, folder = '/nowhere' } = options
  const now = options.now ?? Date.parse('2026-11-23T12:00:00.000Z')
  const api = createFakeConsoleApi({ ...options, now })
  const screen = openTerminalScreen({ columns, rows, answers: options.answers ?? true })
  const exit = openConsole({
    api: options.server ?? api,
    stdin: screen.stdin,
    stdout: screen.stdout,
    stderr: screen.stderr,
    variables: { TERM: 'xterm-256color', ...variables },
    readOnly,
    folder,
    now: () => now,
    start: id === undefined ? { screen: at } : { screen: at, id },
  })
  return {
    api,
    screen,
    exit,
    quit: () => {
      screen.type('\u0003')
      return exit
    },
  }
}
