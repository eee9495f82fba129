import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import sqlite3 from 'sqlite3'
import { SqliteHandle } from '../../src/db/sqlite/handle.ts'

const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/** A server under measurement. */
export interface MeasuredServer {
  readonly name: string
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

interface StartOptions {
  name: string
  command: readonly string[]
  port: number
  env: Record<string, string>
  /** Where its output goes. */
  logFile: string
  cwd?: string
}

/** Starts a server and waits until it answers `/health/live` (or anything, for servers without it). */
export async function startServer(options: StartOptions): Promise<MeasuredServer> {
  const [program, ...words] = options.command
  const child: ChildProcess = spawn(program!, words, {
    cwd: options.cwd ?? projectFolder,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      UV_THREADPOOL_SIZE: '16',
      ...options.env,
      PORT: String(options.port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const log = createWriteStream(options.logFile)
  child.stdout!.pipe(log, { end: false })
  child.stderr!.pipe(log, { end: false })
  const url = `http://127.0.0.1:${options.port}`
  const deadline = Date.now() + 60_000
  for (;;) {
    try {
      await fetch(`${url}/health/live`)
      break
    } catch {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`${options.name} does not answer; see ${options.logFile}`)
      }
      await wait(100)
    }
  }
  return {
    name: options.name,
    url,
    pid: child.pid!,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('close', resolve))
      process.kill(-child.pid!, 'SIGTERM')
      await ended
    },
  }
}

/**
 * Starts Momentum as an installation runs it, but for the limits: the driver is one address. Answers when the jobs that
 * were due have run: the first start makes a backup, which takes longer than most measurements and a core.
 */
export async function startMomentum(options: {
  data: string
  port: number
  logFile: string
  name?: string
  /** Processes that serve together. Default 1. */
  workers?: number
}): Promise<MeasuredServer> {
  const { workers = 1 } = options
  const server = await startServer({
    name: options.name ?? (workers === 1 ? 'momentum' : `momentum, ${workers} workers`),
    command: [process.execPath, 'bin/momentum.js', 'serve', '--workers', String(workers)],
    port: options.port,
    env: { MOMENTUM_DATA: options.data, HOST: '127.0.0.1', RATE_LIMITS: 'off', LOG_LEVEL: 'warn' },
    logFile: options.logFile,
  })
  if (workers > 1) await untilAllServe(server.url, workers)
  await untilJobsRest(join(options.data, 'momentum.db'))
  return server
}

/** The first worker serves alone until the others have started. */
async function untilAllServe(url: string, workers: number): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const figures = await (await fetch(`${url}/metrics`)).text()
    if (figures.includes(`\nmomentum_workers ${workers}\n`)) return
    if (Date.now() > deadline) throw new Error(`the ${workers} workers do not all serve`)
    await wait(100)
  }
}

/** Several looks, because jobs wait for each other and begin at the next look of the runner, which comes every second. */
async function untilJobsRest(file: string): Promise<void> {
  const database = await SqliteHandle.open(file, { mode: sqlite3.OPEN_READONLY, pragmas: 'PRAGMA busy_timeout=5000' })
  try {
    for (let looks = 0; looks < 5; looks += 1) {
      await wait(1000)
      const busy = await database.get("SELECT id FROM job_runs WHERE outcome = 'running' LIMIT 1")
      if (busy !== undefined) looks = 0
    }
  } finally {
    await database.close()
  }
}
