import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Limiter } from './limiter.ts'
import { createMemoryLimiter } from './memory-limiter.ts'
import { createRedisLimiter } from './redis-limiter.ts'

export interface LimiterOptions {
  /** Without it every process counts for itself. */
  redisUrl?: string | undefined
  /** What the keys in Redis begin with; installations that share a Redis need different ones. Default `momentum:`. */
  prefix?: string
  log: Logger
  /** For tests: what windows are measured on. Default: the clock that only runs forward. */
  clock?: Clock
}

/** The limiter for these settings: in memory, or in Redis with memory to fall back on. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { redisUrl, clock, log } = options
  if (redisUrl === undefined) return createMemoryLimiter(clock)
  const prefix = `${options.prefix ?? 'momentum:'}limit:`
  return createRedisLimiter({ url: redisUrl, prefix, log, ...(clock === undefined ? {} : { clock }) })
}
