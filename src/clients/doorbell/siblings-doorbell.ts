import type { Logger } from '../../lib/logger.ts'
import type { Siblings } from '../siblings/siblings.ts'
import { type BellPayload, bellHandlers, bellText, type Doorbell } from './doorbell.ts'

/** The doorbell between the workers of one server: what is rung within a turn of the loop goes in one message. */
export function siblingsDoorbell(siblings: Siblings, log: Logger): Doorbell {
  const handlers = bellHandlers(log)
  let next: string[] = []
  let isClosed = false

  const send = (): void => {
    const rings = `[${next.join()}]`
    next = []
    siblings.ring(rings)
  }
  siblings.onRings((text) => {
    if (isClosed) return
    for (const [topic, payload] of JSON.parse(text) as [string, BellPayload][]) handlers.callSoon(topic, payload)
  })

  return {
    ring(topic, payload) {
      const body = bellText(payload)
      handlers.callSoon(topic, payload)
      if (isClosed) return
      if (next.length === 0) setImmediate(send)
      next.push(`[${JSON.stringify(topic)},${body}]`)
    },
    subscribe: handlers.add,
    isConnected: () => siblings.isConnected(),
    async close() {
      isClosed = true
      handlers.clear()
    },
  }
}
