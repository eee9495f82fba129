import { monitorEventLoopDelay } from 'node:perf_hooks'
import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from '../app.ts'
import { countTimes, mergeRates, type ProcessRates, type RecentRates } from './recent-rates.ts'

/** Counts and times for Prometheus and the console's pulse. */
export interface Metrics {
  readonly contentType: string
  answered(method: string, route: string | undefined, status: number, ms: number): void
  /** Something nobody waited for failed: a timer, a job, a stream. */
  failedInBackground(): void
  /** All of them as Prometheus reads them; of several workers the sum. */
  text(): Promise<string>
  /** What the last minute was like, in all workers. */
  recent(): Promise<RecentRates>
}

/** What is read at each look rather than counted. */
export interface GaugeOptions {
  help: string
  read: () => number
  /** Whether each of several workers is told apart, by a label with its number, instead of summed. */
  isPerWorker?: boolean
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const recentMs = 60_000
const maxRecent = 20_000

/**
 * Metrics of one server; each has a registry of its own, so that several may live in one process. With `siblings` the
 * other workers of the server are asked for theirs at each look, and told ours when they look.
 */
export function createMetrics(gauges: Record<string, GaugeOptions>, siblings?: App['siblings']): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'momentum_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  })
  // Finding the labelled series anew for each answer costs more than counting it. The set is bounded by the routes.
  const series = new Map<string, Histogram.Internal<'method' | 'route' | 'status'>>()
  const observe = (key: string, value: number): void => {
    let one = series.get(key)
    if (one === undefined) {
      const [method = '', route = '', status = ''] = key.split(' ')
      one = seconds.labels(method, route, status)
      series.set(key, one)
    }
    one.observe(value)
  }
  const background = new Counter({
    name: 'momentum_background_failures_total',
    help: 'Failures that no request waited for.',
    registers: [registry],
  })
  for (const [name, gauge] of Object.entries(gauges)) addGauge(registry, name, gauge, siblings?.number)
  if (siblings !== undefined) {
    addGauge(registry, 'momentum_workers', { help: 'Workers that these figures are the sum of.', read: () => 1 })
  }
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const recent: { at: number; ms: number; failed: boolean }[] = []

  function ratesHere(): Omit<ProcessRates, 'times'> & { times: number[] } {
    const since = performance.now() - recentMs
    const last = recent.filter((answer) => answer.at >= since)
    const eventLoopP99Ms = delay.percentile(99) / 1e6
    delay.reset()
    return {
      requestsPerSecond: last.length / (recentMs / 1000),
      errorsPerSecond: last.filter((answer) => answer.failed).length / (recentMs / 1000),
      times: last.map((answer) => answer.ms).sort((one, other) => one - other),
      eventLoopP99Ms: Number.isFinite(eventLoopP99Ms) ? eventLoopP99Ms : 0,
    }
  }

  siblings?.answer('metrics', () => registry.getMetricsAsJSON())
  const countedHere = (): ProcessRates => {
    const rates = ratesHere()
    return { ...rates, times: countTimes(rates.times) }
  }
  siblings?.answer('rates', async () => countedHere())
  return {
    contentType: registry.contentType,
    answered: (method, route, status, ms) => {
      observe(`${method} ${route ?? 'none'} ${status}`, ms / 1000)
      recent.push({ at: performance.now(), ms, failed: status >= 500 })
      if (recent.length > maxRecent) recent.splice(0, maxRecent / 2)
    },
    failedInBackground: () => background.inc(),
    text: async () => {
      if (siblings === undefined) return registry.metrics()
      const [own, others] = await Promise.all([registry.getMetricsAsJSON(), siblings.gather('metrics')])
      return AggregatorRegistry.aggregate([own, ...(others as object[])].map(worstDelay)).metrics()
    },
    recent: async () => {
      if (siblings !== undefined) {
        return mergeRates([countedHere(), ...((await siblings.gather('rates')) as ProcessRates[])])
      }
      const { times, ...rates } = ratesHere()
      return {
        ...rates,
        p50Ms: times[Math.floor(times.length * 0.5)] ?? 0,
        p99Ms: times[Math.floor(times.length * 0.99)] ?? 0,
      }
    },
  }
}

function addGauge(registry: Registry, name: string, { help, read, isPerWorker }: GaugeOptions, worker?: number): void {
  const labels: Partial<Record<'worker', number>> = isPerWorker && worker !== undefined ? { worker } : {}
  new Gauge({
    name,
    help,
    labelNames: Object.keys(labels) as 'worker'[],
    registers: [registry],
    collect() {
      this.set(labels, read())
    },
  })
}

// The mean of the delays of several event loops would hide the one that hangs.
function worstDelay(metrics: object): object {
  return (metrics as { name: string; aggregator: string }[]).map((metric) =>
    metric.name.startsWith('nodejs_eventloop_lag') && metric.aggregator === 'average'
      ? { ...metric, aggregator: 'max' }
      : metric,
  )
}
