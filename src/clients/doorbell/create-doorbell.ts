import { randomUUID } from 'node:crypto'
import type { Logger } from '../../lib/logger.ts'
import { openRedis } from '../redis/index.ts'
import { type BellPayload, bellHandlers, type Doorbell } from './doorbell.ts'

export interface DoorbellOptions {
  /** Without it bells are heard in this process alone. */
  redisUrl?: string | undefined
  /** What the channel's name begins with; installations that share a Redis need different ones. Default `momentum:`. */
  prefix?: string
  log: Logger
}

// More than this is no reference but content. A bell that is larger is a fault of ours, so it is refused loudly.
const longestBell = 8192
// When Redis takes bells but does not answer, they are dropped rather than kept in memory.
const mostUnanswered = 10_000

/** The doorbell for these settings: within the process, or over Redis between all that share `redisUrl` and `prefix`. */
export function createDoorbell(options: DoorbellOptions): Doorbell {
  return options.redisUrl === undefined ? localDoorbell(options.log) : redisDoorbell(options, options.redisUrl)
}

function localDoorbell(log: Logger): Doorbell {
  const handlers = bellHandlers(log)
  return {
    ring(topic, payload) {
      // As over Redis, a handler gets a copy that nobody changes.
      handlers.callSoon(topic, JSON.parse(bellText(payload)))
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
      handlers.callSoon(topic, JSON.parse(body))
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

function bellText(payload: BellPayload): string {
  const text = JSON.stringify(payload)
  if (text.length > longestBell) throw new RangeError(`a bell of ${text.length} characters carries too much`)
  return text
}

function readBell(text: string): { from: string; topic: string; payload: BellPayload } | null {
  try {
    const bell = JSON.parse(text)
    return typeof bell?.topic === 'string' && typeof bell.from === 'string' ? bell : null
  } catch {
    return null
  }
}
