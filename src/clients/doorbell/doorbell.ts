import type { Logger } from '../../lib/logger.ts'

/** What a bell carries: small JSON, references rather than content. */
export type BellPayload = null | boolean | number | string | BellPayload[] | { [name: string]: BellPayload }

export type BellHandler = (topic: string, payload: BellPayload) => void

/**
 * Tells every process of an installation that there is news. A bell may be lost and is then made up for by whoever looks
 * at the log itself; it is never heard twice, and in the process that rings it, it is always heard.
 */
export interface Doorbell {
  /** Rings and returns at once. Handlers are called after the caller's own turn. */
  ring(topic: string, payload: BellPayload): void
  /** Calls `handler` at every bell from now on; what it answers stops that. */
  subscribe(handler: BellHandler): () => void
  /** Whether bells reach, and come from, the other processes now. */
  isConnected(): boolean
  close(): Promise<void>
}

/** The handlers of one process: an error in one is logged and keeps no other from hearing. */
export function bellHandlers(log: Logger): {
  add(handler: BellHandler): () => void
  callSoon(topic: string, payload: BellPayload): void
  clear(): void
} {
  const handlers = new Set<{ call: BellHandler }>()
  return {
    add(handler) {
      const entry = { call: handler }
      handlers.add(entry)
      return () => handlers.delete(entry)
    },
    callSoon(topic, payload) {
      setImmediate(() => {
        for (const handler of handlers) {
          try {
            handler.call(topic, payload)
          } catch (error) {
            log.error({ err: error, topic }, 'a handler of the doorbell failed')
          }
        }
      })
    },
    clear() {
      handlers.clear()
    },
  }
}

// More than this is no reference but content. A bell that is larger is a fault of ours, so it is refused loudly.
const longestBell = 8192

/** The payload as it travels. Throws a `RangeError` for one that is content. */
export function bellText(payload: BellPayload): string {
  const text = JSON.stringify(payload)
  if (text.length > longestBell) throw new RangeError(`a bell of ${text.length} characters carries too much`)
  return text
}
