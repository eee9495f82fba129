import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanText } from './draw/paint.ts'
import type { Outside } from './frame/console-model.ts'
import type { FullScreen } from './terminal/full-screen.ts'
import type { InkOutput } from './terminal/ink-output.ts'

export interface OutsideOptions {
  screen: FullScreen
  output: InkOutput
  variables: Readonly<Record<string, string | undefined>>
  folder: string
  now(): number
}

/** What the console does beyond its own screen: files, clipboard, pager, and stopping like any job of a shell. */
export function createOutside(options: OutsideOptions): Omit<Outside, 'quit'> & {
  /** Gives the terminal back to the shell until the job is continued (ctrl-z, `fg`). */
  stop(): void
  onProblem(listener: (message: string) => void): void
} {
  const { screen, output, variables, folder, now } = options
  let complain: (message: string) => void = () => {}

  function again(): void {
    screen.take()
    output.redraw()
  }

  async function page(lines: readonly string[]): Promise<void> {
    const home = await mkdtemp(join(tmpdir(), 'momentum-'))
    try {
      const file = join(home, 'view.txt')
      await writeFile(file, `${lines.map(cleanLine).join('\n')}\n`, { mode: 0o600 })
      const [program = 'less', ...given] = (variables.PAGER?.trim() || 'less').split(/\s+/)
      screen.release()
      await runProgram(program, [...given, file])
    } finally {
      again()
      await rm(home, { recursive: true, force: true })
    }
  }

  return {
    now,
    redraw: output.redraw,
    saveView: async (name, lines) => {
      const stamp = new Date(now()).toISOString().replace(/[-:]|\.\d+Z$/g, '')
      const safe = name.replace(/[^\w]+/g, '-').slice(0, 60)
      const path = join(folder, `momentum-${safe}-${stamp}.txt`)
      // Never over a file that is there, and for nobody else: the view may hold what people wrote in private.
      await writeFile(path, `${lines.map(cleanLine).join('\n')}\n`, { mode: 0o600, flag: 'wx' })
      return path
    },
    copy: (text) => screen.write(`\u001b]52;c;${Buffer.from(cleanText(text)).toString('base64')}\u0007`),
    page: (lines) => {
      page(lines).catch((error: unknown) => complain(error instanceof Error ? error.message : String(error)))
    },
    stop: () => {
      screen.release()
      process.once('SIGCONT', again)
      process.kill(process.pid, 'SIGTSTP')
    },
    onProblem: (listener) => {
      complain = listener
    },
  }
}

function cleanLine(line: string): string {
  return line.split('\t').map(cleanText).join('\t')
}

function runProgram(program: string, given: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, given, { stdio: 'inherit' })
    child.once('error', (error) => reject(new Error(`the pager ${program} could not be started`, { cause: error })))
    child.once('close', () => resolve())
  })
}
