import { second } from '../../lib/clock.ts'
import type { Context } from '../context.ts'
import { endLocations, erasedTopic } from './end-locations.ts'

/**
 * Ends every share whose time is over by `now` (ms since the epoch; default: the clock's), also those that ran out while
 * no server did. Answers how many.
 */
export async function expireLocations(context: Context, now: number = context.now()): Promise<number> {
  const due = await context.db.read.get<{ id: string }>(
    'SELECT id FROM live_locations WHERE ended_at IS NULL AND expires_at <= $1 LIMIT 1',
    [now],
  )
  if (due === undefined) return 0
  return context.write((unit) => endLocations(unit, context, { reason: 'expired', expiredAt: now }))
}

/** Makes deleted positions unreadable in the files of the database as well. */
export function scrubLocations(context: Context): Promise<void> {
  return context.db.scrub('live_positions')
}

/** Watches over shares while a server runs. */
export interface LocationKeeper {
  /** Erases what is still to be erased, and stops. */
  close(): Promise<void>
}

const lookEveryMs = second

/**
 * Ends shares within a second of their time and erases what they left, beginning with what happened while no server ran.
 * A clock that is set back gives no share more time: while the keeper runs, time only goes on.
 */
export function keepLocations(context: Context, onError: (error: unknown) => void): LocationKeeper {
  const origin = context.now() - performance.now()
  let latest = 0
  let mustScrub = true
  let turn: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    latest = Math.max(latest, context.now(), origin + performance.now())
    await expireLocations(context, Math.floor(latest))
    if (!mustScrub) return
    mustScrub = false
    await scrubLocations(context).catch((error: unknown) => {
      mustScrub = true
      throw error
    })
  }

  const lookAgain = (): void => {
    turn = turn.then(look).catch(onError)
  }
  const stopListening = context.clients.doorbell.subscribe((topic) => {
    if (topic === erasedTopic) mustScrub = true
  })
  const timer = setInterval(lookAgain, lookEveryMs)
  lookAgain()
  return {
    close: async () => {
      clearInterval(timer)
      stopListening()
      lookAgain()
      await turn
    },
  }
}
