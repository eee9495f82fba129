import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from './eventually.ts'

const run = promisify(execFile)

/** Whether this machine has tmux. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0

/** A shell in a real terminal, as an operator has one over SSH. */
export interface ShellInTmux {
  /** Keys as `tmux send-keys` takes them: text, `Enter`, `C-c`. */
  type(...keys: string[]): Promise<string>
  /** What the terminal shows. */
  screen(): Promise<string>
  /** A variable of tmux's formats, such as `alternate_on`. */
  format(name: string): Promise<string>
  /** Waits until the terminal shows this, and answers what it shows. */
  shows(pattern: string | RegExp): Promise<string>
  resize(columns: number, rows: number): Promise<void>
  /** What a program put into the clipboard; empty when none did. */
  clipboard(): Promise<string>
  /** Every byte that was written to the terminal since it was opened. */
  bytes(): Promise<string>
  /** The id of the newest Node process below the shell. */
  nodeProcess(): Promise<number>
  /** Ends the terminal and everything in it. */
  close(): Promise<void>
}

/** Opens a shell of that size, with the given variables on top of this process's. `CI` is set, and must not matter. */
export async function openShellInTmux(
  options: { columns?: number; rows?: number; variables?: Record<string, string> } = {},
): Promise<ShellInTmux> {
  const { columns = 80, rows = 24, variables = {} } = options
  const folder = await mkdtemp(join(tmpdir(), 'momentum-tmux-'))
  const tmux = async (...words: string[]): Promise<string> => {
    const { stdout } = await run('tmux', ['-S', join(folder, 'tmux'), '-f', '/dev/null', ...words], {
      encoding: 'utf8',
    })
    return stdout
  }
  const set = Object.entries({ PS1: 'ready:', CI: '1', ...variables }).map(([name, value]) => `${name}=${value}`)
  await tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), 'env', ...set, 'sh')
  await tmux('set-option', '-g', 'set-clipboard', 'on')
  const screen = () => tmux('capture-pane', '-p')
  const format = async (name: string) => (await tmux('display-message', '-p', `#{${name}}`)).trim()
  const shell: ShellInTmux = {
    type: (...keys) => tmux('send-keys', ...keys),
    screen,
    format,
    shows: (pattern) =>
      eventually(
        async () => {
          const text = await screen()
          if (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text)) return text
          throw new Error(`does not show ${pattern}:\n${text}`)
        },
        { everyMs: 50, what: String(pattern) },
      ),
    resize: async (nextColumns, nextRows) => {
      await tmux('resize-window', '-x', String(nextColumns), '-y', String(nextRows))
    },
    clipboard: () => tmux('list-buffers'),
    bytes: () => readFile(join(folder, 'bytes'), 'utf8'),
    nodeProcess: async () => {
      const { stdout } = await run('pgrep', ['-n', '-P', await format('pane_pid'), 'node'])
      return Number(stdout.trim())
    },
    close: async () => {
      await tmux('kill-server').catch(() => '')
      await rm(folder, { recursive: true, force: true })
    },
  }
  await shell.shows('ready:')
  // A title of its own, to see that nothing changes it.
  await shell.type('printf "\\\\033]2;my own title\\\\007"', 'Enter')
  await eventually(async () => (await format('pane_title')) === 'my own title')
  await tmux('pipe-pane', '-o', `cat > ${join(folder, 'bytes')}`)
  return shell
}
