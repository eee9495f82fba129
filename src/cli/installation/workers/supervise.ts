import cluster, { type Worker } from 'node:cluster'
import { createSwitchboard, ipcChannel } from '../../../clients/siblings/index.ts'
import type { Config } from '../../../config/config.ts'
import { minute, second } from '../../../lib/clock.ts'
import type { Logger } from '../../../lib/logger.ts'
import type { Invocation } from '../../command.ts'
import { exitCodes } from '../../failures.ts'
import { openLog } from '../serve.ts'
import type { Order, Report } from './orders.ts'
import { closeUnansweredConnections } from './unanswered-connections.ts'

/** A worker that is asked to stop and has not ended after so long is killed. */
const patienceMs = 9.5 * second

/** The pause before a worker that died is replaced; it doubles when one dies again and again. */
const pauseMs = { first: 100, longest: 30 * second }

/** A worker that served for so long did not die of its start. */
const healthyMs = minute

/** The place of one worker, whoever fills it. */
interface Place {
  readonly number: number
  worker: Worker | undefined
  isReady: boolean
  readyAt: number
  /** Deaths in a row. */
  deaths: number
  pause: NodeJS.Timeout | undefined
}

/**
 * Forks the workers and looks after them until it is stopped: the first alone, because it brings the schema up to date and
 * checks the file, and the others once it serves. Opens no database. Answers the exit code: that of the first worker when
 * the server does not come up at all.
 */
export async function superviseWorkers({ terminal, signal }: Invocation, config: Config): Promise<number> {
  const { log } = await openLog(config, terminal.stderr.isTTY === true)
  const supervisor = new Supervisor(config.workers, log)
  const stop = (): void => supervisor.stop()
  process.on('uncaughtException', (error) => log.error({ err: error }, 'an exception that nobody caught'))
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a rejection that nobody handled'))
  signal.addEventListener('abort', stop)
  if (signal.aborted) return exitCodes.done
  return await supervisor.run()
}

/** How a worker ended, or why there is none. */
interface Death {
  code?: number | null
  signal?: string | null
  error?: unknown
}

class Supervisor {
  readonly #log: Logger
  readonly #places: readonly Place[]
  readonly #switchboard: ReturnType<typeof createSwitchboard>
  #isUp = false
  #isStopping = false
  #exitCode: number = exitCodes.done
  #deadline: NodeJS.Timeout | undefined
  #ended: (() => void) | undefined

  constructor(count: number, log: Logger) {
    this.#log = log
    this.#switchboard = createSwitchboard(log)
    this.#places = Array.from({ length: count }, (_, index) => ({
      number: index + 1,
      worker: undefined,
      isReady: false,
      readyAt: 0,
      deaths: 0,
      pause: undefined,
    }))
  }

  /** Ends when every worker has. */
  async run(): Promise<number> {
    const ended = new Promise<void>((resolve) => {
      this.#ended = resolve
    })
    this.#fill()
    await ended
    clearTimeout(this.#deadline)
    return this.#exitCode
  }

  stop(): void {
    if (this.#isStopping) return
    this.#isStopping = true
    for (const { pause, worker } of this.#places) {
      clearTimeout(pause)
      // Not by a signal: ctrl-c has reached the workers as well, and a second signal would end them at once.
      if (worker !== undefined) order(worker, { kind: 'stop' })
    }
    this.#deadline = setTimeout(() => this.#kill(), patienceMs)
    this.#endWhenEmpty()
  }

  /** Forks who is missing; while nobody serves, the first alone. */
  #fill(): void {
    if (this.#isStopping) return
    const somebodyServes = this.#places.some(({ isReady }) => isReady)
    for (const place of this.#places) {
      if (place.worker !== undefined || place.pause !== undefined) continue
      if (place.number === 1 || somebodyServes) this.#fork(place)
    }
  }

  #fork(place: Place): void {
    let worker: Worker
    try {
      worker = cluster.fork()
    } catch (error) {
      this.#left(place, { error })
      return
    }
    place.worker = worker
    closeUnansweredConnections(worker.process)
    this.#log.info({ of: place.number, pid: worker.process.pid }, 'a worker starts')
    this.#switchboard.add(place.number, ipcChannel(worker.process))
    worker.process.on('message', (message) => {
      const { kind } = message as Report
      if (kind === 'hello') this.#start(place, worker)
      else if (kind === 'ready') this.#ready(place)
      else if (kind === 'stopping') this.#tellWhoIsAlone(place)
    })
    worker.once('exit', (code, signal) => this.#left(place, { code, signal }))
    worker.on('error', (error) => {
      // A process that could not be made has no exit.
      if (worker.process.pid === undefined) this.#left(place, { error })
      else this.#log.warn({ err: error, of: place.number }, 'a worker could not be told something')
    })
  }

  #start({ number }: Place, worker: Worker): void {
    // An order that was given while the worker began was heard by nobody.
    if (this.#isStopping) order(worker, { kind: 'stop' })
    else order(worker, { kind: 'start', number, isChecked: this.#places.some(({ isReady }) => isReady) })
  }

  #ready(place: Place): void {
    place.isReady = true
    place.readyAt = performance.now()
    this.#isUp = true
    this.#fill()
    if (this.#places.every(({ isReady }) => isReady))
      this.#log.info({ workers: this.#places.length }, 'all workers serve')
  }

  /** A worker that closes the database waits until it is the last, but only when all stop. */
  #tellWhoIsAlone(place: Place): void {
    const others = this.#places.some((other) => other !== place && other.worker !== undefined)
    if (place.worker !== undefined && !(this.#isStopping && others)) order(place.worker, { kind: 'alone' })
  }

  #left(place: Place, how: Death): void {
    this.#switchboard.remove(place.number)
    if (place.isReady && performance.now() - place.readyAt >= healthyMs) place.deaths = 0
    place.worker = undefined
    place.isReady = false
    if (!this.#isUp && !this.#isStopping) {
      // It has said why itself.
      this.#exitCode = how.code || exitCodes.failed
      if (how.error !== undefined) this.#log.error({ err: how.error }, 'the first worker could not be started')
      this.stop()
    }
    if (this.#isStopping) {
      for (const other of this.#places) this.#tellWhoIsAlone(other)
      this.#endWhenEmpty()
      return
    }
    this.#replace(place, how)
  }

  #replace(place: Place, { error, ...how }: Death): void {
    const pause = Math.min(pauseMs.longest, pauseMs.first * 2 ** place.deaths)
    place.deaths += 1
    const told = { of: place.number, ...how, ...(error === undefined ? {} : { err: error }), pauseMs: pause }
    this.#log.error(told, 'a worker died; another takes its place')
    place.pause = setTimeout(() => {
      place.pause = undefined
      this.#fill()
    }, pause)
  }

  #kill(): void {
    for (const { number, worker } of this.#places) {
      if (worker === undefined) continue
      this.#log.error({ of: number }, 'a worker did not stop in time and is killed')
      this.#exitCode = exitCodes.failed
      worker.process.kill('SIGKILL')
    }
  }

  #endWhenEmpty(): void {
    if (this.#places.every(({ worker }) => worker === undefined)) this.#ended?.()
  }
}

function order(worker: Worker, message: Order): void {
  if (worker.isConnected()) worker.send(message)
}
