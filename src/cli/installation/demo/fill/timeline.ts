interface Entry {
  at: number
  lane: string
  act: () => Promise<unknown>
  isAlone: boolean
}

/** What happens in the weeks before a demo begins, put down in any order and played in the order of time. */
export interface Timeline {
  /** Plans something at a moment; what is planned in one lane is done one after the other. */
  plan(at: number, lane: string, act: () => Promise<unknown>): void
  /** Plans something during which nothing else happens, and the clock stands. */
  planAlone(at: number, act: () => Promise<unknown>): void
  /**
   * Plays everything, or as far as the signal lets it; `progress` hears of each moment, from 0 to 1. Throws what the
   * first act throws.
   */
  play(
    clock: { now(): number; set(at: number): void },
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<void>
}

/** So many acts may be on their way at one time; the moment of the last one started is the moment of all of them. */
const atOnce = 40

/** Nothing happens so much later than what is still on its way: uploads, for one, do not wait for ever to be used. */
const widest = 8 * 3_600_000

export function newTimeline(): Timeline {
  const entries: Entry[] = []
  return {
    plan: (at, lane, act) => {
      entries.push({ at, lane, act, isAlone: false })
    },
    planAlone: (at, act) => {
      entries.push({ at, lane: 'alone', act, isAlone: true })
    },
    play: async (clock, signal, progress) => {
      entries.sort((one, other) => one.at - other.at)
      const lanes = new Map<string, Promise<unknown>>()
      const running = new Map<Promise<unknown>, number>()
      let failure: { error: unknown } | undefined
      for (const [index, { at, lane, act, isAlone }] of entries.entries()) {
        const mustWait = (): boolean =>
          running.size >= (isAlone ? 1 : atOnce) || Math.min(...running.values()) < at - widest
        while (!failure && mustWait()) await Promise.race(running.keys())
        if (failure || signal.aborted) break
        clock.set(Math.max(clock.now(), Math.round(at)))
        const task: Promise<unknown> = (lanes.get(lane) ?? Promise.resolve())
          .then(() => (failure ? undefined : act()))
          .catch((error: unknown) => {
            failure ??= { error }
          })
          .finally(() => running.delete(task))
        lanes.set(lane, task)
        running.set(task, at)
        if (isAlone) await task
        progress((index + 1) / entries.length)
      }
      // After a failure some wait for what will never come.
      if (!failure) await Promise.all(running.keys())
      if (failure) throw failure.error
    },
  }
}
