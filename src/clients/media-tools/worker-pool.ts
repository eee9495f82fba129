import type { ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Failure, type FailureKind } from '../../lib/errors.ts'
import type { Logger } from '../../lib/logger.ts'
import { brokenMedia, busyMedia } from './failures.ts'
import { spawnLimited, wasAskedToEnd, watchUsage } from './limited-process.ts'
import type { FailureMessage, WorkerAnswer, WorkerTasks } from './worker/messages.ts'

export interface WorkerPool {
  /** Runs one job in an idle worker, starting one if there is none. The caller bounds how many run at once. */
  perform<Task extends keyof WorkerTasks>(
    job: WorkerTasks[Task]['job'] & { task: Task },
  ): Promise<WorkerTasks[Task]['result']>
  /** Processes alive now. */
  size(): number
  /** Ends all workers, those at work too. */
  close(): Promise<void>
}

export interface WorkerPoolOptions {
  memoryBytes: number
  /** The largest file that a worker may write. */
  fileBytes: number
  /** Processor time for one job; by the clock it may take ten times that, since it stands behind other work. */
  jobCpuMs: number
  /** A worker that had nothing to do for so long ends. Default 10 s. */
  idleMs?: number
  log: Logger
}

interface Worker {
  child: ChildProcess
  jobs: number
  idleTimer: NodeJS.Timeout | null
}

/** Decoders keep freed memory; a worker that holds more than this after a job is replaced instead of kept. */
const heavyBytes = 160_000_000

// The kernel's last word, should the server be gone when a decoder runs wild; a worker is replaced long before.
const cpuSeconds = 1800
const jobsPerWorker = 200

const startTimeoutMs = 60_000
const patience = 10

/** A pool of media workers: processes in which pictures are decoded and videos read, so that a crash costs one job. */
export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  const alive = new Set<Worker>()
  const idle: Worker[] = []
  const idleMs = options.idleMs ?? 10_000
  let closed = false

  function start(): Worker {
    const { command, args } = workerCommand()
    const limits = { memoryBytes: options.memoryBytes, fileBytes: options.fileBytes, cpuSeconds }
    const child = spawnLimited(command, args, limits, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    const worker: Worker = { child, jobs: 0, idleTimer: null }
    alive.add(worker)
    const forget = () => {
      alive.delete(worker)
      if (worker.idleTimer) clearTimeout(worker.idleTimer)
      const at = idle.indexOf(worker)
      if (at >= 0) idle.splice(at, 1)
    }
    child.once('exit', forget)
    child.once('error', forget)
    return worker
  }

  function rest(worker: Worker, residentBytes: number): void {
    if (closed || residentBytes > heavyBytes || worker.jobs >= jobsPerWorker || !worker.child.connected) {
      dismiss(worker)
      return
    }
    worker.idleTimer = setTimeout(() => dismiss(worker), idleMs)
    worker.idleTimer.unref()
    // An idle worker must not keep the server's process from ending.
    worker.child.unref()
    worker.child.channel?.unref()
    idle.push(worker)
  }

  function dismiss(worker: Worker): void {
    if (worker.child.connected) worker.child.disconnect()
    const at = idle.indexOf(worker)
    if (at >= 0) idle.splice(at, 1)
  }

  async function hire(): Promise<Worker> {
    for (let worker = idle.pop(); worker; worker = idle.pop()) {
      if (worker.idleTimer) clearTimeout(worker.idleTimer)
      if (!worker.child.connected) continue
      worker.child.ref()
      worker.child.channel?.ref()
      return worker
    }
    const worker = start()
    const answer = await nextAnswer(worker, { timeoutMs: startTimeoutMs, memoryBytes: options.memoryBytes })
    if (answer.type === 'ready') return worker
    options.log.error({ outcome: answer }, 'a media worker did not start')
    throw new Failure('unavailable', 'unavailable', 'Pictures and videos cannot be processed at the moment.', {
      retryAfterSeconds: 30,
    })
  }

  return {
    async perform(job) {
      const worker = await hire()
      worker.jobs += 1
      const { jobCpuMs: cpuMs, memoryBytes } = options
      const answered = nextAnswer(worker, { cpuMs, timeoutMs: patience * cpuMs, memoryBytes })
      worker.child.send(job, () => {})
      const answer = await answered
      if (answer.type === 'done') {
        rest(worker, answer.residentBytes)
        return answer.result as never
      }
      if (answer.type === 'failed') {
        rest(worker, answer.residentBytes)
        throw toFailure(answer.failure)
      }
      if (closed || ('signal' in answer && wasAskedToEnd(answer.signal))) throw busyMedia(5)
      options.log.warn({ task: job.task, outcome: answer }, 'a media worker ended in the middle of its work')
      throw brokenMedia('The file could not be processed within the limits of time and memory.')
    },
    size: () => alive.size,
    async close() {
      closed = true
      const ends = [...alive].map((worker) => {
        const ended = new Promise<void>((resolve) => {
          if (worker.child.exitCode !== null || worker.child.signalCode !== null) resolve()
          else worker.child.once('exit', () => resolve())
        })
        worker.child.kill('SIGKILL')
        return ended
      })
      await Promise.all(ends)
    },
  }
}

type Outcome = WorkerAnswer | { type: 'ended'; code: number | null; signal: string | null; killed: string | null }

function nextAnswer(
  worker: Worker,
  limits: { timeoutMs: number; memoryBytes: number; cpuMs?: number },
): Promise<Outcome> {
  const { child } = worker
  return new Promise((resolve) => {
    let killed: string | null = null
    const kill = (reason: string) => {
      killed ??= reason
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => kill('time'), limits.timeoutMs)
    const stopWatching = watchUsage(child, limits, kill)
    const settle = (outcome: Outcome) => {
      clearTimeout(timer)
      stopWatching()
      child.off('message', onMessage).off('exit', onExit).off('error', onError)
      resolve(outcome)
    }
    const onMessage = (message: unknown) => settle(message as WorkerAnswer)
    const onExit = (code: number | null, signal: string | null) => settle({ type: 'ended', code, signal, killed })
    const onError = (error: Error) => settle({ type: 'ended', code: null, signal: null, killed: error.message })
    child.on('message', onMessage).on('exit', onExit).on('error', onError)
  })
}

function toFailure(message: FailureMessage): Failure {
  const cause = message.cause === undefined ? undefined : new Error(message.cause)
  return new Failure(message.kind as FailureKind, message.code, message.message, { extra: message.extra, cause })
}

// From the sources (tests, development) the worker needs the same TypeScript loader that this process was started with.
function workerCommand(): { command: string; args: string[] } {
  const fromSources = import.meta.url.endsWith('.ts')
  const entry = fileURLToPath(new URL(fromSources ? './worker/main.ts' : './worker/main.js', import.meta.url))
  const loader = fromSources ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : []
  return { command: process.execPath, args: [...loader, '--max-old-space-size=256', entry] }
}
