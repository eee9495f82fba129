import { randomUUID } from 'node:crypto'
import { second } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { convertNext } from './convert.ts'
import { removeUnused } from './stored-files.ts'
import { mediaWorkTopic } from './wake.ts'

/** How often is looked for work when no bell rings. */
const lookEveryMs = 10 * second

/** Converts videos and removes files that nobody uses any more, in the background. */
export interface MediaKeeper {
  /** Begins nothing more, and waits for what is under way; a conversion is broken off and begun again later. */
  close(): Promise<void>
}

/** Starts the keeper: at each bell, and every ten seconds. Several processes may keep one installation. */
export function startMediaKeeper(context: Context, onError: (error: unknown) => void): MediaKeeper {
  const stopping = new AbortController()
  const converter = randomUUID()
  const conversions = endless(async () => {
    while (!stopping.signal.aborted && (await convertNext(context, converter, stopping.signal)));
  })
  const removals = endless(async () => {
    await removeUnused(context, stopping.signal)
  })

  function endless(work: () => Promise<void>): { wake(): void; ended(): Promise<void> | undefined } {
    let running: Promise<void> | undefined
    let again = false
    const wake = (): void => {
      if (stopping.signal.aborted) return
      if (running !== undefined) {
        again = true
        return
      }
      again = false
      running = work()
        .catch(onError)
        .finally(() => {
          running = undefined
          if (again) wake()
        })
    }
    return { wake, ended: () => running }
  }

  const wakeAll = (): void => {
    conversions.wake()
    removals.wake()
  }
  const timer = setInterval(wakeAll, lookEveryMs)
  const unsubscribe = context.clients.doorbell.subscribe((topic) => {
    if (topic === mediaWorkTopic) wakeAll()
  })
  wakeAll()
  return {
    close: async () => {
      stopping.abort()
      clearInterval(timer)
      unsubscribe()
      await Promise.all([conversions.ended(), removals.ended()])
    },
  }
}
