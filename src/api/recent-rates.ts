/** What the last minute was like. */
export interface RecentRates {
  requestsPerSecond: number
  errorsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** Delay of the event loop, 99th percentile since the last look, in ms; of several workers that of the worst. */
  eventLoopP99Ms: number
}

/** The same of one process, with the times from which percentiles of all can be found. */
export interface ProcessRates extends Omit<RecentRates, 'p50Ms' | 'p99Ms'> {
  /** How often requests took so many ms, in order of the ms. */
  times: [ms: number, count: number][]
}

/** Times (in ms) as they are sent to another process: to three digits, each once with its count. */
export function countTimes(times: readonly number[]): ProcessRates['times'] {
  const counts = new Map<number, number>()
  for (const ms of times) {
    const step = 10 ** (Math.floor(Math.log10(Math.max(ms, 0.01))) - 2)
    const rounded = Math.round(Math.round(ms / step) * step * 10_000) / 10_000
    counts.set(rounded, (counts.get(rounded) ?? 0) + 1)
  }
  return inOrder([...counts])
}

/** What the last minute was like in all processes together; percentiles are right to three digits. */
export function mergeRates(all: readonly ProcessRates[]): RecentRates {
  const sum = (read: (rates: ProcessRates) => number): number => all.reduce((total, rates) => total + read(rates), 0)
  const times = inOrder(all.flatMap((rates) => rates.times))
  return {
    requestsPerSecond: sum((rates) => rates.requestsPerSecond),
    errorsPerSecond: sum((rates) => rates.errorsPerSecond),
    p50Ms: timeAt(times, 0.5),
    p99Ms: timeAt(times, 0.99),
    eventLoopP99Ms: Math.max(...all.map((rates) => rates.eventLoopP99Ms)),
  }
}

function inOrder(times: ProcessRates['times']): ProcessRates['times'] {
  return times.sort(([one], [other]) => one - other)
}

function timeAt(times: ProcessRates['times'], share: number): number {
  const total = times.reduce((count, [, more]) => count + more, 0)
  const wanted = Math.floor(total * share)
  let passed = 0
  for (const [ms, count] of times) {
    passed += count
    if (passed > wanted) return ms
  }
  return 0
}
