import { setTimeout as delay } from 'node:timers/promises'

/** How long somebody who writes or reads is waited for in all, in ms. */
const patienceMs = 5000

/**
 * How long SQLite itself waits at each try, in ms. It looks more rarely the longer it waits, up to every 100 ms, and so
 * would find the lock taken again and again by a process that needs it every few ms; within so little it looks each ms.
 */
export const busyMs = 5

/**
 * Does `work` again until nobody is in its way, for 5 s: while it answers false, or fails because of a lock. Answers what
 * it answered last, or throws what it threw last.
 */
export async function untilFree(work: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + patienceMs
  for (;;) {
    const isLast = performance.now() >= end
    try {
      const isDone = await work()
      if (isDone || isLast) return isDone
    } catch (error) {
      if (isLast || !isBusy(error)) throw error
    }
    // Two who wait should not look at the same moments.
    await delay(1 + Math.random() * 2)
  }
}

function isBusy(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')
}
