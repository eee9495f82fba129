import type { Logger } from '../../lib/logger.ts'

/** What a bell carries: small JSON, references rather than content. */
export type BellPayload = null | boolean | number | string | BellPayload[] | { [name: string]: BellPayload }

export type BellHandler = (topic: string, payload: BellPayload) => void

/**
 * Tells every process of an installation that there is news. A bell may be lost and is then made up for by whoever looks
 * at the log itself; it is never heard twice, and in the process that rings it, it is always heard.
 */
export interface Doorbell {
  /**
   * Rings and returns at once. Handlers are called after the caller's own turn, in this process with the very payload:
   * nobody changes it any more.
   */
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
  let rung: { topic: string; payload: BellPayload }[] = []

  function callAll(): void {
    const bells = rung
    rung = []
    for (const { topic, payload } of bells) {
      for (const handler of handlers) {
        try {
          handler.call(topic, payload)
        } catch (error) {
          log.error({ err: error, topic }, 'a handler of the doorbell failed')
        }
      }
    }
  }

  return {
    add(handler) {
      const entry = { call: handler }
      handlers.add(entry)
      return () => handlers.delete(entry)
    },
    callSoon(topic, payload) {
      if (rung.push({ topic, payload }) === 1) setImmediate(callAll)
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
  if (text.length > longestBell) refuse(text.length)
  return text
}

/** Throws the `RangeError` of `bellText` for a payload that does not travel; it need not be made a text for that. */
export function requireSmall(payload: BellPayload): void {
  const length = lengthOf(payload)
  if (length > longestBell) refuse(length)
}

function refuse(length: number): never {
  throw new RangeError(`a bell of ${length} characters carries too much`)
}

/** About as long as its text is: escapes and digits are not counted one by one. */
function lengthOf(payload: BellPayload): number {
  if (typeof payload === 'string') return payload.length + 2
  if (typeof payload !== 'object' || payload === null) return 5
  let length = 2
  for (const name in payload) {
    // The indexes of a list count as names do: the figure need not be exact.
    length += name.length + 4 + lengthOf((payload as { [name: string]: BellPayload })[name]!)
  }
  return length
}
