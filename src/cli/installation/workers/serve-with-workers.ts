import cluster from 'node:cluster'
import type { Config } from '../../../config/config.ts'
import type { Invocation } from '../../command.ts'

/**
 * `momentum serve` with several workers: the process that was started supervises, and the same command line in the
 * processes that it forks serves. Answers the exit code.
 */
export async function serveWithWorkers(invocation: Invocation, config: Config): Promise<number> {
  const worker = cluster.worker
  if (worker !== undefined) return (await import('./worker.ts')).runWorker(invocation, config, worker)
  return (await import('./supervise.ts')).superviseWorkers(invocation, config)
}
