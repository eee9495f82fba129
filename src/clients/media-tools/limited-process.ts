import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface ProcessLimits {
  /** Memory that the process may hold; over it, it is killed. */
  memoryBytes: number
  /** The largest file that it may write. */
  fileBytes: number
  /** Processor time after which the kernel kills it, even if the server is gone. */
  cpuSeconds: number
}

/** How far behind the server's own work media work stands (0 is equal, 19 is last). */
const niceness = 10

// The limits are set by the shell on itself, which then becomes the command: no word of the command is ever shell text.
const script = 'ulimit -c 0; ulimit -d "$1"; ulimit -f "$2"; ulimit -t "$3"; shift 3; exec nice -n "$0" "$@"'

/**
 * Starts a program with an empty environment, behind other work, and under limits that the kernel keeps (memory by
 * RLIMIT_DATA on Linux, size of files written, processor time). On Windows only the priority and the watch of `watchUsage` are left.
 */
export function spawnLimited(
  command: string,
  args: string[],
  limits: ProcessLimits,
  options: { stdio: SpawnOptions['stdio']; cwd?: string },
): ChildProcess {
  // A group of its own: ctrl-c in the server's terminal is for the server, which ends its children when it is ready.
  const settings: SpawnOptions = { ...options, env: {}, windowsHide: true, detached: process.platform !== 'win32' }
  if (process.platform === 'win32') return spawn(command, args, settings)
  const data = String(Math.ceil(limits.memoryBytes / 1024))
  const file = String(Math.ceil(limits.fileBytes / 512))
  const cpu = String(Math.ceil(limits.cpuSeconds))
  return spawn('/bin/sh', ['-c', script, String(niceness), data, file, cpu, command, ...args], settings)
}

/** How a limited program ended: by itself with a code, or killed at one of its limits. */
export interface LimitedOutcome {
  code: number | null
  /** Why it was killed, or null if it ended by itself. */
  killed: 'time' | 'memory' | NodeJS.Signals | null
  /** The last of what it wrote to stderr, for the log. */
  stderr: string
}

/** Whether a process was ended by somebody who ends everything (a service manager, a shell), not by its work. */
export function wasAskedToEnd(signal: string | null): boolean {
  return signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGHUP'
}

/** Runs a program to its end under limits and a time; never throws for what the program does. */
export async function runLimited(
  command: string,
  args: string[],
  options: ProcessLimits & { timeoutMs: number; cwd?: string; onStart?: (child: ChildProcess) => void },
): Promise<LimitedOutcome & { stdout: string }> {
  const child = spawnLimited(command, args, options, { stdio: ['ignore', 'pipe', 'pipe'], cwd: options.cwd })
  options.onStart?.(child)
  const stdout = collect(child, 'stdout', 65_536)
  const stderr = collect(child, 'stderr', 4096)
  let killed: LimitedOutcome['killed'] = null
  const kill = (reason: 'time' | 'memory') => {
    killed ??= reason
    child.kill('SIGKILL')
  }
  const timer = setTimeout(() => kill('time'), options.timeoutMs)
  const stopWatching = watchUsage(child, options, kill)
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', (exitCode, signal) => {
      if (signal) killed ??= signal
      resolve(exitCode)
    })
  })
  clearTimeout(timer)
  stopWatching()
  return { code, killed, stdout: stdout(), stderr: stderr() }
}

/**
 * Calls `onExceeded` once when the program holds more memory, or from now on uses more processor time, than allowed,
 * looking ten times a second where the system has /proc. The kernel's own limit on memory counts differently from one
 * system to the next, and its limit on time counts from the program's start; these do not.
 */
export function watchUsage(
  child: ChildProcess,
  allowed: { memoryBytes: number; cpuMs?: number },
  onExceeded: (what: 'memory' | 'time') => void,
): () => void {
  if (process.platform !== 'linux') return () => {}
  const before = cpuMsOf(child.pid)
  const timer = setInterval(() => {
    const isOverMemory = residentBytes(child.pid) > allowed.memoryBytes
    if (!isOverMemory && cpuMsOf(child.pid) - before <= (allowed.cpuMs ?? Number.POSITIVE_INFINITY)) return
    clearInterval(timer)
    onExceeded(isOverMemory ? 'memory' : 'time')
  }, 100)
  timer.unref()
  return () => clearInterval(timer)
}

function residentBytes(pid: number | undefined): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readProc(pid, 'status'))?.[1] ?? 0) * 1024
}

// Fields 14 and 15 of stat: ticks of 10 ms in the program and in the kernel for it. The name before may hold spaces.
function cpuMsOf(pid: number | undefined): number {
  const fields = readProc(pid, 'stat').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10
}

function readProc(pid: number | undefined, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}

function collect(child: ChildProcess, name: 'stdout' | 'stderr', limit: number): () => string {
  let text = ''
  child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-limit)
  })
  return () => text
}
