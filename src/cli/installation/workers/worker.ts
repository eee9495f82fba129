import type { Worker } from 'node:cluster'
import { createSiblings, ipcChannel } from '../../../clients/siblings/index.ts'
import type { Config } from '../../../config/config.ts'
import { second } from '../../../lib/clock.ts'
import { operatorSocketPath } from '../../../lib/socket-path.ts'
import type { Invocation } from '../../command.ts'
import { exitCodes } from '../../failures.ts'
import { greeting, openLog, stopped, survive } from '../serve.ts'
import { startServer } from '../start-server.ts'
import type { Order, Report } from './orders.ts'

/** How long the first worker waits for the others to close the database before it does, in ms. */
const lastMs = 9 * second

/**
 * Serves as one of several workers, as the supervisor says, until that tells it to stop, is gone, or somebody stops this
 * process. The first worker does besides what is to be done once. Answers the exit code.
 */
export async function runWorker(invocation: Invocation, config: Config, worker: Worker): Promise<number> {
  const { terminal } = invocation
  const supervisor = listenToSupervisor(invocation, worker)
  try {
    const order = await Promise.race([supervisor.started, stopped(supervisor.signal)])
    if (order === undefined) return exitCodes.done
    const { number, isChecked } = order
    const { log, path } = await openLog(config, terminal.stderr.isTTY === true, { worker: number })
    const isFirst = number === 1
    const running = await startServer({
      config,
      log,
      socketPath: isFirst ? socketPathOf(invocation, config) : undefined,
      isPublic: true,
      jobs: isFirst && invocation.flags.jobs !== false,
      overrides: { siblings: createSiblings(ipcChannel(process), { number, isFirst }), isFileChecked: isChecked },
      // Only the last to close the database takes its log of writes into the file and notes that all is in order.
      ...(isFirst ? { beforeClosing: () => untilAlone(supervisor) } : {}),
    })
    survive(running, log)
    if (isFirst && !isChecked) terminal.out(await greeting(running, config, path))
    log.info({ url: running.url, version: running.app.instance.version }, 'listening')
    supervisor.report({ kind: 'ready' })
    await stopped(supervisor.signal)
    log.info('stopping')
    await running.close()
    return exitCodes.done
  } finally {
    supervisor.leave()
  }
}

interface Supervisor {
  /** The order to start. */
  readonly started: Promise<Extract<Order, { kind: 'start' }>>
  /** Fulfilled when no other worker has to be waited for. */
  readonly alone: Promise<void>
  /** Fires when this worker is to stop, for whatever reason. */
  readonly signal: AbortSignal
  report(report: Report): void
  /** Gives the line up, which would keep this process from ending. */
  leave(): void
}

function listenToSupervisor({ signal }: Invocation, worker: Worker): Supervisor {
  const stopping = new AbortController()
  let onStart: (order: Extract<Order, { kind: 'start' }>) => void = () => {}
  let onAlone: () => void = () => {}
  const started = new Promise<Extract<Order, { kind: 'start' }>>((resolve) => {
    onStart = resolve
  })
  const alone = new Promise<void>((resolve) => {
    onAlone = resolve
  })
  worker.process.on('message', (message) => {
    const order = message as Order
    if (order.kind === 'start') onStart(order)
    else if (order.kind === 'stop') stopping.abort()
    else if (order.kind === 'alone') onAlone()
  })
  // Without a supervisor nobody could stop this process any more. Node would end it in the middle of what it does,
  // unless the worker is about to leave.
  worker.on('disconnect', () => {
    worker.exitedAfterDisconnect = true
    onAlone()
    stopping.abort()
  })
  const report = (message: Report): void => {
    if (worker.isConnected()) worker.send(message)
  }
  report({ kind: 'hello' })
  return {
    started,
    alone,
    signal: AbortSignal.any([signal, stopping.signal]),
    report,
    leave: () => {
      worker.exitedAfterDisconnect = true
      if (worker.isConnected()) worker.process.disconnect()
    },
  }
}

function socketPathOf({ environment }: Invocation, config: Config): string {
  return operatorSocketPath(config.dataFolder, environment.variables.XDG_RUNTIME_DIR)
}

async function untilAlone({ report, alone }: Supervisor): Promise<void> {
  report({ kind: 'stopping' })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, lastMs)
  })
  await Promise.race([alone, late])
  clearTimeout(timer)
}
