import { setTimeout as delay } from 'node:timers/promises'

export interface EventuallyOptions {
  /** How long to go on asking, in ms. Default 45 s. */
  withinMs?: number
  /** Pause between two questions, in ms. Default 10. */
  everyMs?: number
  /** What is awaited, for the failure's text. */
  what?: string
}

/**
 * Asks `check` until it neither throws nor answers `false`, `null` or `undefined`, and answers what it answered. Fails
 * with what `check` threw last when the time is over. An assertion makes a good `check`: end it with `return true`.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  options: EventuallyOptions = {},
): Promise<Exclude<T, false | null | undefined>> {
  const { withinMs = 45_000, everyMs = 10, what = 'what was awaited' } = options
  const end = performance.now() + withinMs
  let last: unknown
  do {
    try {
      const answer = await check()
      if (answer !== false && answer !== null && answer !== undefined) {
        return answer as Exclude<T, false | null | undefined>
      }
      last = undefined
    } catch (error) {
      last = error
    }
    await delay(everyMs)
  } while (performance.now() < end)
  if (last instanceof Error) {
    last.message = `${what} did not come within ${withinMs} ms: ${last.message}`
    throw last
  }
  throw new Error(`${what} did not come within ${withinMs} ms`)
}
