import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import { openRedis } from '../redis/index.ts'
import { type Limiter, type LimitRule, type LimitState, limitState } from './limiter.ts'
import { createMemoryLimiter } from './memory-limiter.ts'

// One step, so that two processes cannot both take the last point. A time to live that is longer than the window means
// that the clock of the Redis machine was set back; one that is missing, that somebody else wrote the key.
const script = `
local used = tonumber(redis.call('GET', KEYS[1]) or '0')
local points, window, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local left = redis.call('PTTL', KEYS[1])
if left > window or left == -1 then
  redis.call('PEXPIRE', KEYS[1], window)
  left = window
end
if ARGV[4] == 'peek' or (ARGV[4] == 'consume' and used + cost > points) then
  return {0, used, math.max(left, 0)}
end
used = redis.call('INCRBY', KEYS[1], cost)
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], window)
  left = window
end
return {1, used, left}
`

const commandTimeoutMs = 300
// After a command that failed, Redis is left alone for so long: a server that hangs must not make every request wait.
const restMs = 1000

/**
 * A limiter that all processes with the same Redis share. While Redis is away each process counts for itself, from
 * nothing, which is looser by the number of processes at most; going and coming back are logged once.
 */
export function createRedisLimiter(options: { url: string; prefix: string; log: Logger; clock?: Clock }): Limiter {
  const { prefix, log } = options
  const link = openRedis({ url: options.url, purpose: 'limiter', log, commandTimeoutMs })
  const fallback = createMemoryLimiter(options.clock)
  link.redis.defineCommand('limit', { numberOfKeys: 1, lua: script })
  const redis = link.redis as typeof link.redis & {
    limit(key: string, points: number, windowMs: number, cost: number, mode: string): Promise<[number, number, number]>
  }
  let restUntil = 0
  let isHanging = false

  async function ask<T>(question: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
    if (!link.isReady() || performance.now() < restUntil) return otherwise()
    try {
      const answer = await question()
      if (isHanging) log.info('redis counts the limits again')
      isHanging = false
      return answer
    } catch (error) {
      restUntil = performance.now() + restMs
      // A connection that has gone is logged where it is kept; this is for one that stands and does not answer.
      if (link.isReady() && !isHanging) {
        isHanging = true
        log.warn({ err: error }, 'redis does not count the limits; counting in this process')
      }
      return otherwise()
    }
  }

  async function run(
    mode: 'consume' | 'peek' | 'penalise',
    key: string,
    rule: LimitRule,
    cost: number,
  ): Promise<LimitState> {
    const [taken, used, leftMs] = await redis.limit(prefix + key, rule.points, rule.windowSeconds * 1000, cost, mode)
    const allowed = mode === 'peek' ? used < rule.points : taken === 1 && used <= rule.points
    return limitState(rule, used, leftMs, allowed)
  }

  return {
    consume: (key, rule, cost = 1) =>
      ask(
        () => run('consume', key, rule, cost),
        () => fallback.consume(key, rule, cost),
      ),
    peek: (key, rule) =>
      ask(
        () => run('peek', key, rule, 0),
        () => fallback.peek(key, rule),
      ),
    penalise: (key, rule, cost = 1) =>
      ask(
        () => run('penalise', key, rule, cost),
        () => fallback.penalise(key, rule, cost),
      ),
    async reset(key) {
      await fallback.reset(key)
      await ask(
        async () => void (await redis.del(prefix + key)),
        async () => {},
      )
    },
    close: () => link.close(),
  }
}
