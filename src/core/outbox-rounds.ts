import { second } from '../lib/clock.ts'
import type { Context } from './context.ts'

/** How often an outbox is looked at when no bell rings: for what waited, and for bells that were lost. */
const lookEveryMs = 5 * second

/** How long stopping waits for what is under way; what is cut off is sent again at the next start. */
const patienceMs = 4 * second

/** Carries what an outbox holds to where it goes, in the background. */
export interface OutboxRounds {
  /** Sends what is due now, and answers when that is done. */
  flush(): Promise<void>
  /** Begins nothing more, and waits a few seconds for what is under way. */
  close(): Promise<void>
}

/**
 * Goes through an outbox at each bell of its topic, and every few seconds. `deliver` sends some of what is due and answers
 * whether there may be more. Never two rounds of one process at once.
 */
export function startRounds(
  context: Context,
  outbox: { topic: string; deliver(): Promise<boolean> },
  onError: (error: unknown) => void,
): OutboxRounds {
  let round: Promise<void> | undefined
  let again = false
  let closed = false

  async function rounds(): Promise<void> {
    do {
      again = false
      while (!closed && (await outbox.deliver()));
    } while (again && !closed)
  }

  function wake(): Promise<void> {
    if (closed) return Promise.resolve()
    if (round !== undefined) {
      again = true
      return round
    }
    round = rounds()
      .catch(onError)
      .finally(() => {
        round = undefined
      })
    return round
  }

  const timer = setInterval(wake, lookEveryMs)
  const unsubscribe = context.clients.doorbell.subscribe((topic) => {
    if (topic === outbox.topic) void wake()
  })
  return {
    flush: wake,
    close: async () => {
      closed = true
      clearInterval(timer)
      unsubscribe()
      if (round !== undefined) await withinPatience(round)
    },
  }
}

/** Waits for what is under way when a process stops, for some seconds at most. */
export async function withinPatience(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs)
  })
  await Promise.race([work, patience])
  clearTimeout(timer)
}
