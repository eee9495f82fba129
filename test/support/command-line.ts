import { join } from 'node:path'
import { failed } from '../../src/cli/failures.ts'
import { type RunCliOptions, runCli } from '../../src/cli/main.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { type FakeTerminalOptions, fakeTerminal } from './terminal.ts'

export interface RunOptions extends FakeTerminalOptions, Omit<RunCliOptions, 'terminal' | 'environment'> {
  /** The data folder commands go to; one without an installation unless told. */
  dataFolder?: string
  /** Where profiles are kept; a folder of its own unless told. */
  configFolder?: string
}

export interface Ran {
  exitCode: number
  out: string
  err: string
}

/** Runs a command line in this process on a fake terminal, with an environment of its own. */
export async function runCommand(argv: string[], options: RunOptions = {}): Promise<Ran> {
  const terminal = fakeTerminal(options)
  const exitCode = await runCli(argv, {
    terminal,
    signal: options.signal ?? new AbortController().signal,
    startInProcess:
      options.startInProcess ?? (async () => Promise.reject(failed('No server runs, and none was started.'))),
    environment: {
      variables: { XDG_CONFIG_HOME: options.configFolder ?? (await temporaryFolder('config')), ...options.variables },
      dataFolder: options.dataFolder ?? join(await temporaryFolder('empty'), 'data'),
      operator: 'olga',
      home: '/nowhere',
    },
  })
  return { exitCode, out: terminal.output(), err: terminal.errors() }
}
