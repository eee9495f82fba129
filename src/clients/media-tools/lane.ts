import { busyMedia } from './failures.ts'

/** A bounded queue: `run` starts the work when there is room, and refuses it with 503 when too many wait. */
export interface Lane {
  run<T>(work: () => Promise<T>, options?: LaneOptions): Promise<T>
  /** How many run and how many wait now. */
  load(): { running: number; waiting: number }
  /** Refuses those that wait and all that come; resolves when those that run are done. */
  close(): Promise<void>
}

interface LaneOptions {
  /** Goes before all that wait: for short works. */
  first?: boolean
  /** Is a part of a work that has been let in already, and always fits. */
  admitted?: boolean
}

interface Waiting {
  start: () => void
  refuse: () => void
}

/** A lane in which at most `concurrency` works run and at most `maxWaiting` wait. */
export function createLane(options: { concurrency: number; maxWaiting: number }): Lane {
  const waiting: Waiting[] = []
  const idle: (() => void)[] = []
  let running = 0
  let closed = false
  let usualMs = 500

  const secondsUntilRoom = () =>
    Math.min(120, Math.max(1, Math.ceil((waiting.length * usualMs) / options.concurrency / 1000)))

  async function occupy<T>(work: () => Promise<T>): Promise<T> {
    const started = performance.now()
    try {
      return await work()
    } finally {
      usualMs = 0.8 * usualMs + 0.2 * (performance.now() - started)
      running -= 1
      waiting.shift()?.start()
      if (running === 0) for (const resolve of idle.splice(0)) resolve()
    }
  }

  return {
    run(work, { first = false, admitted = false } = {}) {
      if (closed || (!admitted && waiting.length >= options.maxWaiting))
        return Promise.reject(busyMedia(secondsUntilRoom()))
      if (running < options.concurrency) {
        running += 1
        return occupy(work)
      }
      return new Promise((resolve, reject) => {
        const entry = {
          start: () => {
            running += 1
            occupy(work).then(resolve, reject)
          },
          refuse: () => reject(busyMedia(1)),
        }
        if (first) waiting.unshift(entry)
        else waiting.push(entry)
      })
    },
    load: () => ({ running, waiting: waiting.length }),
    async close() {
      closed = true
      for (const entry of waiting.splice(0)) entry.refuse()
      if (running > 0) await new Promise<void>((resolve) => idle.push(resolve))
    },
  }
}
