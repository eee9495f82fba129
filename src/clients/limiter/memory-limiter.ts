import type { Clock } from '../../lib/clock.ts'
import { createCounterTable } from './counter-table.ts'
import { type Limiter, type LimitRule, type LimitState, limitState } from './limiter.ts'

// Windows are measured on the clock that only runs forward, whatever is done to the machine's time of day.
const monotonicClock: Clock = { now: () => performance.now() }

/** A limiter that counts in this process, in at most 42 MB whatever is thrown at it. */
export function createMemoryLimiter(clock: Clock = monotonicClock): Limiter {
  const table = createCounterTable()

  function look(key: string, rule: LimitRule, now: number): { used: number; until: number } {
    const windowMs = rule.windowSeconds * 1000
    const found = table.read(key, now)
    if (found === null) return { used: 0, until: now + windowMs }
    const { used, until } = found
    if (until <= now + windowMs) return { used, until }
    // The clock was set back. The window begins anew, and is written, lest it be put off at each look.
    table.write(key, now, { used, until: now + windowMs })
    return { used, until: now + windowMs }
  }

  function take(key: string, rule: LimitRule, cost: number, always: boolean): LimitState {
    const now = clock.now()
    const { used, until } = look(key, rule, now)
    if (!always && used + cost > rule.points) return limitState(rule, used, until - now, false)
    table.write(key, now, { used: used + cost, until })
    return limitState(rule, used + cost, until - now, used + cost <= rule.points)
  }

  return {
    async consume(key, rule, cost = 1) {
      return take(key, rule, cost, false)
    },
    async peek(key, rule) {
      const now = clock.now()
      const { used, until } = look(key, rule, now)
      return limitState(rule, used, until - now)
    },
    async penalise(key, rule, cost = 1) {
      return take(key, rule, cost, true)
    },
    async reset(key) {
      table.remove(key)
    },
    async close() {},
  }
}
