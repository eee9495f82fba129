import { Redis } from 'ioredis'
import type { Logger } from '../../lib/logger.ts'

export interface RedisLink {
  redis: Redis
  /** Whether commands would be sent this moment. */
  isReady(): boolean
  close(): Promise<void>
}

const longestPause = 2000
const closingPatience = 1000

/**
 * A connection to Redis that comes back by itself and never makes anyone wait: while it is away, commands fail at once.
 * Going and coming back are each logged once, with `purpose` to say what is affected.
 */
export function openRedis(options: {
  url: string
  purpose: string
  log: Logger
  /** How long a command may take, in ms; for a connection that only listens leave it out. */
  commandTimeoutMs?: number
}): RedisLink {
  const { log, purpose } = options
  const redis = new Redis(options.url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5000,
    connectionName: `momentum-${purpose}`,
    retryStrategy: (turn) => Math.min(longestPause, 50 * 2 ** Math.min(turn, 10)) * (0.75 + Math.random() / 2),
    ...(options.commandTimeoutMs === undefined ? {} : { commandTimeout: options.commandTimeoutMs }),
  })
  let state: 'unknown' | 'up' | 'down' = 'unknown'
  let closing = false
  let why = ''

  redis.on('error', (error: Error & { code?: string }) => {
    why = error.code ?? error.message
  })
  redis.on('ready', () => {
    if (state === 'down') log.info({ purpose }, 'redis is back')
    state = 'up'
  })
  redis.on('close', () => {
    if (state === 'down' || closing) return
    state = 'down'
    // The error that led here may be told after the close.
    setImmediate(() => log.warn({ purpose, why }, 'redis is away; going on without it'))
  })

  return {
    redis,
    isReady: () => redis.status === 'ready',
    async close() {
      if (closing) return
      closing = true
      if (redis.status === 'ready') {
        const patience = setTimeout(() => redis.disconnect(), closingPatience)
        await redis.quit().catch(() => undefined)
        clearTimeout(patience)
      }
      redis.disconnect()
    },
  }
}
