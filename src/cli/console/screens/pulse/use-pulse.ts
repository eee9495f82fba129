import type { LiveEvent } from '../../console-api.ts'
import type { Pulse } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import { createStore, type Store } from '../../store.ts'

/** The measures that are drawn as a line over time. */
export type Measure =
  | 'requestsPerSecond'
  | 'p50Ms'
  | 'p99Ms'
  | 'errorsPerMinute'
  | 'online'
  | 'messagesPerMinute'
  | 'eventLoopLagMs'

export interface PulseState {
  pulse: Pulse | null
  history: Readonly<Record<Measure, readonly number[]>>
  events: number
  /** The latest live events, newest first. */
  latest: readonly { type: string; subjectId: string | null; at: number }[]
  problem: string | null
  top: number
}

export interface PulseControls {
  readonly state: Store<PulseState>
  refresh(): Promise<void>
  scroll(by: number): void
  hear(event: LiveEvent): void
  close(): void
}

const measures: readonly Measure[] = [
  'requestsPerSecond',
  'p50Ms',
  'p99Ms',
  'errorsPerMinute',
  'online',
  'messagesPerMinute',
  'eventLoopLagMs',
]
const keptSamples = 120
const everyMs = 2000
const keptEvents = 40
const showEventsMs = 500

/** How the server is doing, asked every two seconds while the screen is open, with the last four minutes kept. */
export function usePulse(tools: ScreenTools): PulseControls {
  const empty = Object.fromEntries(measures.map((measure) => [measure, []])) as unknown as PulseState['history']
  const state = createStore<PulseState>({ pulse: null, history: empty, events: 0, latest: [], problem: null, top: 0 })
  const aborter = new AbortController()
  let heard = 0
  let latest: PulseState['latest'] = []
  let shows: NodeJS.Timeout | undefined
  let asking = false

  async function refresh(): Promise<void> {
    // One question at a time: a server that is slow to answer is not asked more often for it.
    if (asking) return
    asking = true
    try {
      const pulse = await tools.api.pulse(aborter.signal)
      if (aborter.signal.aborted) return
      const { history } = state.get()
      const longer = measures.map((measure) => [measure, [...history[measure], pulse[measure]].slice(-keptSamples)])
      state.patch({ pulse, problem: null, history: Object.fromEntries(longer) as PulseState['history'] })
    } catch (error) {
      if (!aborter.signal.aborted) state.patch({ problem: error instanceof Error ? error.message : String(error) })
    } finally {
      asking = false
    }
  }

  const timer = setInterval(() => void refresh(), everyMs)
  void refresh()
  return {
    state,
    refresh,
    scroll: (by) => state.patch({ top: Math.max(0, state.get().top + by) }),
    hear: ({ type, subjectId }) => {
      heard += 1
      latest = [{ type, subjectId, at: tools.now() }, ...latest.slice(0, keptEvents - 1)]
      // Fifty events a second would be fifty frames; nobody reads more than a few.
      shows ??= setTimeout(() => {
        shows = undefined
        state.patch({ events: heard, latest })
      }, showEventsMs)
    },
    close: () => {
      clearInterval(timer)
      clearTimeout(shows)
      aborter.abort()
    },
  }
}
