import { randomUUID } from 'node:crypto'
import type { Logger } from '../../lib/logger.ts'
import { openRedis } from '../redis/index.ts'
import type { Siblings } from '../siblings/siblings.ts'
import { type BellPayload, bellHandlers, bellText, type Doorbell, requireSmall } from './doorbell.ts'
import { siblingsDoorbell } from './siblings-doorbell.ts'

export interface DoorbellOptions {
  /** Without it bells are heard in this server alone. */
  redisUrl?: string | undefined
  /** The other workers of this server, when it has several. Redis goes before, and reaches them too. */
  siblings?: Siblings | undefined
  /** What the channel's name begins with; installations that share a Redis need different ones. Default `momentum:`. */
  prefix?: string
  log: Logger
}

// When Redis takes bells but does not answer, they are dropped rather than kept in memory.
const mostUnanswered = 10_000

/**
 * The doorbell for these settings: over Redis between all that share `redisUrl` and `prefix`, else between the workers of
 * this server, or within the process.
 */
export function createDoorbell(options: DoorbellOptions): Doorbell {
  const { redisUrl, siblings, log } = options
  if (redisUrl !== undefined) return redisDoorbell(options, redisUrl)
  return siblings === undefined ? localDoorbell(log) : siblingsDoorbell(siblings, log)
}

function localDoorbell(log: Logger): Doorbell {
  const handlers = bellHandlers(log)
  return {
    ring(topic, payload) {
      requireSmall(payload)
      handlers.callSoon(topic, payload)
    },
    subscribe: handlers.add,
    isConnected: () => true,
    async close() {
      handlers.clear()
    },
  }
}

function redisDoorbell(options: DoorbellOptions, url: string): Doorbell {
  const { log } = options
  const channel = `${options.prefix ?? 'momentum:'}doorbell`
  const self = randomUUID()
  const handlers = bellHandlers(log)
  const speaking = openRedis({ url, purpose: 'doorbell', log, commandTimeoutMs: 2000 })
  const listening = openRedis({ url, purpose: 'doorbell-listener', log })
  let subscribed = false
  let unanswered = 0

  // The client renews a subscription it once had, but not one that never succeeded, so it is asked for at every return.
  listening.redis.on('ready', () => {
    listening.redis.subscribe(channel).then(
      () => {
        subscribed = true
      },
      () => {},
    )
  })
  listening.redis.on('close', () => {
    subscribed = false
  })
  listening.redis.on('message', (_channel: string, text: string) => {
    const bell = readBell(text)
    if (bell !== null && bell.from !== self) handlers.callSoon(bell.topic, bell.payload)
  })

  return {
    ring(topic, payload) {
      const body = bellText(payload)
      const text = `{"from":"${self}","topic":${JSON.stringify(topic)},"payload":${body}}`
      handlers.callSoon(topic, payload)
      if (!speaking.isReady() || unanswered >= mostUnanswered) return
      unanswered += 1
      speaking.redis
        .publish(channel, text)
        .catch(() => {})
        .finally(() => {
          unanswered -= 1
        })
    },
    subscribe: handlers.add,
    isConnected: () => speaking.isReady() && subscribed,
    async close() {
      handlers.clear()
      await Promise.all([speaking.close(), listening.close()])
    },
  }
}

function readBell(text: string): { from: string; topic: string; payload: BellPayload } | null {
  try {
    const bell = JSON.parse(text)
    return typeof bell?.topic === 'string' && typeof bell.from === 'string' ? bell : null
  } catch {
    return null
  }
}
