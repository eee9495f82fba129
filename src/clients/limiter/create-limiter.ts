import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Siblings } from '../siblings/siblings.ts'
import type { Limiter } from './limiter.ts'
import { createMemoryLimiter } from './memory-limiter.ts'
import { createRedisLimiter } from './redis-limiter.ts'
import { createSiblingsLimiter } from './siblings-limiter.ts'

export interface LimiterOptions {
  /** Without it every server counts for itself. */
  redisUrl?: string | undefined
  /** The other workers of this server, when it has several; they count together. Redis goes before. */
  siblings?: Siblings | undefined
  /** What the keys in Redis begin with; installations that share a Redis need different ones. Default `momentum:`. */
  prefix?: string
  log: Logger
  /** For tests: what windows are measured on. Default: the clock that only runs forward. */
  clock?: Clock
}

/** The limiter for these settings: in memory, in Redis, or at the supervisor, each with memory to fall back on. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { redisUrl, siblings, clock, log } = options
  const common = { log, ...(clock === undefined ? {} : { clock }) }
  if (redisUrl !== undefined) {
    return createRedisLimiter({ url: redisUrl, prefix: `${options.prefix ?? 'momentum:'}limit:`, ...common })
  }
  return siblings === undefined ? createMemoryLimiter(clock) : createSiblingsLimiter({ siblings, ...common })
}
