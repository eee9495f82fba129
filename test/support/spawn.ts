import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually } from './eventually.ts'
import { whenTestsEnd } from './when-tests-end.ts'

/** The project's own folder. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface SpawnedProcess {
  readonly child: ChildProcess
  readonly pid: number
  /** What it has written so far. */
  stdout(): string
  stderr(): string
  write(text: string): void
  /** Waits for a line of either stream that fits, written before or after this call; fails at once if it ends without. */
  waitForLine(pattern: RegExp, withinMs?: number): Promise<RegExpMatchArray>
  /** Settles when it has ended and both streams are read to the end. */
  readonly exited: Promise<Exit>
  /** Sends the signal and waits for the end. */
  kill(signal?: NodeJS.Signals): Promise<Exit>
}

export interface SpawnProcessOptions {
  cwd?: string
  /** Added to this process's environment; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>
  uid?: number
  gid?: number
  /** Given to its standard input, which is closed then. Without it the input stays open for `write`. */
  input?: string
}

const running = new Set<ChildProcess>()

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

whenTestsEnd(killRunning)

/** Starts a program; it is killed with the last test at the latest. */
export function spawnProcess(command: string, words: string[], options: SpawnProcessOptions = {}): SpawnedProcess {
  const { input, env, ...rest } = options
  const spawnOptions: SpawnOptions = { cwd: projectFolder, ...rest, env: { ...process.env, ...env }, stdio: 'pipe' }
  const child = spawn(command, words, spawnOptions)
  running.add(child)
  const written = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text
  })
  // A program that ends without reading what it is given is no failure of the test.
  child.stdin?.on('error', () => {})
  if (input !== undefined) child.stdin?.end(input)
  let ended: Exit | undefined
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      running.delete(child)
      ended = { code, signal }
      resolve(ended)
    })
  })
  // Whoever asks for the end hears of a failed start; nobody asking is no unhandled rejection.
  exited.catch(() => running.delete(child))
  const described = [command, ...words].join(' ')
  return {
    child,
    pid: child.pid ?? -1,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    write: (text) => child.stdin?.write(text),
    async waitForLine(pattern, withinMs = 60_000) {
      const find = () => matchLine(written.stdout, pattern) ?? matchLine(written.stderr, pattern)
      const found = await eventually(() => find() ?? (ended ? { ended } : undefined), {
        withinMs,
        what: `A line like ${pattern} from ${described}`,
      }).catch((error: Error) => {
        throw new Error(`${error.message}\n${written.stdout}${written.stderr}`)
      })
      if ('ended' in found) {
        throw new Error(
          `${described} ended (${JSON.stringify(ended)}) without ${pattern}:\n${written.stdout}${written.stderr}`,
        )
      }
      return found
    },
    exited,
    kill(signal = 'SIGTERM') {
      child.kill(signal)
      return exited
    },
  }
}

export interface Finished extends Exit {
  stdout: string
  stderr: string
}

/** Runs a program to its end; a failed exit is an answer, not an error. */
export async function runProcess(
  command: string,
  words: string[],
  options: SpawnProcessOptions = {},
): Promise<Finished> {
  const spawned = spawnProcess(command, words, { input: '', ...options })
  const exit = await spawned.exited
  return { ...exit, stdout: spawned.stdout(), stderr: spawned.stderr() }
}

/** Starts `momentum` as an operator does, from the build that `npm test` has brought up to date. */
export function spawnMomentum(words: string[], options: SpawnProcessOptions = {}): SpawnedProcess {
  return spawnProcess(process.execPath, [join(projectFolder, 'bin/momentum.js'), ...words], options)
}

/** Runs `momentum` to its end. */
export function runMomentum(words: string[], options: SpawnProcessOptions = {}): Promise<Finished> {
  return runProcess(process.execPath, [join(projectFolder, 'bin/momentum.js'), ...words], options)
}

/** Where the program is on the PATH, or undefined. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
}

function matchLine(text: string, pattern: RegExp): RegExpMatchArray | undefined {
  for (const line of text.split('\n')) {
    const match = line.match(pattern)
    if (match) return match
  }
  return undefined
}

async function killRunning(): Promise<void> {
  const left = [...running].filter((child) => !hasEnded(child))
  // Its end, not that of its streams: a grandchild may keep those open.
  const ends = left.map((child) => new Promise((resolve) => child.once('exit', resolve)))
  for (const child of left) child.kill('SIGKILL')
  await Promise.all(ends)
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
