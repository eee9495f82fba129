import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { cpuMs, driverCpuMs, machineBusyMs, memoryMiB, processTree } from './processes.ts'
import type { MeasuredServer } from './servers.ts'
import { freshId, type PlannedRequest, runWrk, writePlan } from './wrk.ts'

/** One run of one scenario against one server. */
export interface Sample {
  perSecond: number
  p50Ms: number
  p99Ms: number
  errors: number
  /** Processor time of the server's whole process tree for each request, in µs. */
  cpuUs: number
  memoryMiB: number
  /** Cores used by neither the server nor the driver: above 0.1 the run is noisy. */
  foreignCores: number
}

/**
 * What a server does for weeks is measured, not its first seconds: those go to compiling what is hot, which after one second
 * of warming up was still half of the processor time (measured).
 */
const warmUpSeconds = 6

export interface CompareOptions {
  folder: string
  seconds: number
  rounds: number
  connections: number
}

/** A server with what it is asked in one scenario. */
export interface Contender {
  server: MeasuredServer
  requests: readonly PlannedRequest[]
  /** The array of the answer that must not be empty. */
  items?: string | undefined
}

/**
 * Measures one scenario on several servers in turn, round after round, so that a machine whose speed drifts treats them
 * alike. Answers the samples of each server by round.
 */
export async function compare(
  scenario: string,
  contenders: readonly Contender[],
  options: CompareOptions,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>(contenders.map(({ server }) => [server.name, []]))
  const plans = new Map<string, string>()
  for (const contender of contenders) {
    const { server, requests } = contender
    const plan = join(options.folder, `${server.name}-${scenario}.plan`)
    writePlan(plan, new URL(server.url).host, requests)
    plans.set(server.name, plan)
    await mustAnswer(scenario, contender)
    await runWrk(server.url, plan, { seconds: warmUpSeconds, connections: options.connections })
  }
  for (let round = 0; round < options.rounds; round += 1) {
    for (let index = 0; index < contenders.length; index += 1) {
      const { server } = contenders[(index + round) % contenders.length]!
      samples.get(server.name)!.push(await measure(server, plans.get(server.name)!, options))
    }
  }
  return samples
}

async function mustAnswer(scenario: string, { server, requests, items }: Contender): Promise<void> {
  const request = requests[0]!
  const response = await fetch(server.url + request.path, {
    method: request.method,
    headers: { ...request.headers, ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body).replace(freshId, randomUUID()) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${scenario}: ${server.name} answers ${response.status} ${text.slice(0, 300)}`)
  const list = items === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>)[items]
  if (items !== undefined && !(Array.isArray(list) && list.length > 0)) {
    throw new Error(`${scenario}: ${server.name} answers without ${items}: ${text.slice(0, 300)}`)
  }
}

async function measure(server: MeasuredServer, plan: string, options: CompareOptions): Promise<Sample> {
  const pids = processTree(server.pid)
  const before = { busy: machineBusyMs(), own: cpuMs(pids), driver: driverCpuMs() }
  const result = await runWrk(server.url, plan, options)
  const own = cpuMs(pids) - before.own
  const foreign = machineBusyMs() - before.busy - own - (driverCpuMs() - before.driver)
  return {
    perSecond: result.requests / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    errors: result.errors,
    cpuUs: (own * 1000) / Math.max(1, result.requests),
    memoryMiB: memoryMiB(pids),
    foreignCores: Math.max(0, foreign / 1000 / result.seconds),
  }
}

/** The middle of a list of numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The median of the ratios of two servers, round by round: the steadiest figure on a machine that others use too. */
export function ratio(
  samples: ReadonlyMap<string, readonly Sample[]>,
  one: string,
  other: string,
  figure: 'perSecond' | 'cpuUs' | 'p50Ms',
): number {
  const others = samples.get(other)!
  return median(samples.get(one)!.map((sample, round) => sample[figure] / others[round]![figure]))
}
