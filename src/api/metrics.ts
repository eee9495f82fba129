import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Counts and times for Prometheus and the console's pulse. */
export interface Metrics {
  readonly registry: Registry
  answered(method: string, route: string | undefined, status: number, ms: number): void
  /** Something nobody waited for failed: a timer, a job, a stream. */
  failedInBackground(): void
  /** What the last minute was like. */
  recent(): RecentRates
}

export interface RecentRates {
  requestsPerSecond: number
  errorsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** Delay of the event loop, 99th percentile since the last look, in ms. */
  eventLoopP99Ms: number
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const recentMs = 60_000
const maxRecent = 20_000

/** Metrics of one server; each has a registry of its own, so that several may live in one process. */
export function createMetrics(gauges: Record<string, { help: string; read: () => number }>): Metrics {
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
  for (const [name, gauge] of Object.entries(gauges)) {
    new Gauge({
      name,
      help: gauge.help,
      registers: [registry],
      collect() {
        this.set(gauge.read())
      },
    })
  }
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const recent: { at: number; ms: number; failed: boolean }[] = []
  return {
    registry,
    answered: (method, route, status, ms) => {
      observe(`${method} ${route ?? 'none'} ${status}`, ms / 1000)
      recent.push({ at: performance.now(), ms, failed: status >= 500 })
      if (recent.length > maxRecent) recent.splice(0, maxRecent / 2)
    },
    failedInBackground: () => background.inc(),
    recent: () => {
      const since = performance.now() - recentMs
      const last = recent.filter((answer) => answer.at >= since)
      const times = last.map((answer) => answer.ms).sort((one, other) => one - other)
      const eventLoopP99Ms = delay.percentile(99) / 1e6
      delay.reset()
      return {
        requestsPerSecond: last.length / (recentMs / 1000),
        errorsPerSecond: last.filter((answer) => answer.failed).length / (recentMs / 1000),
        p50Ms: times[Math.floor(times.length * 0.5)] ?? 0,
        p99Ms: times[Math.floor(times.length * 0.99)] ?? 0,
        eventLoopP99Ms: Number.isFinite(eventLoopP99Ms) ? eventLoopP99Ms : 0,
      }
    },
  }
}
