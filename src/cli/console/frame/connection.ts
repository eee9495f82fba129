import { ConnectionLost, type ConsoleApi, type LiveEvent } from '../console-api.ts'
import { createStore, type Store } from '../store.ts'

export interface ConnectionState {
  status: 'connecting' | 'live' | 'lost'
  /** Since when it has been so, in milliseconds since the epoch. */
  since: number
  reason: string
  nextTryAt: number
}

export interface Connection {
  readonly state: Store<ConnectionState>
  /** The same server, watched: a request that finds it gone starts the reconnecting. */
  readonly api: ConsoleApi
  /** Tries at once instead of waiting for the next turn. */
  retry(): void
  close(): void
}

export interface ConnectionOptions {
  api: ConsoleApi
  now(): number
  onEvent(event: LiveEvent): void
  /** The server is there again after it was lost. */
  onBack(): void
  /** Pauses between tries in milliseconds; the last one stays. */
  pauses?: readonly number[]
}

/** Follows the live events for as long as the console is open, and finds the server again whenever it was gone. */
export function watchConnection(options: ConnectionOptions): Connection {
  const { api, now, onEvent, onBack, pauses = [500, 1000, 2000, 5000] } = options
  const state = createStore<ConnectionState>({ status: 'connecting', since: now(), reason: '', nextTryAt: 0 })
  let stop: (() => void) | null = null
  let timer: NodeJS.Timeout | undefined
  let tries = 0
  let closed = false

  function follow(): void {
    clearTimeout(timer)
    if (closed) return
    let current = true
    const end = api.follow({
      onEvent: (event) => {
        if (current) onEvent(event)
      },
      onOpen: () => {
        if (!current) return
        const wasLost = state.get().status === 'lost'
        tries = 0
        state.set({ status: 'live', since: now(), reason: '', nextTryAt: 0 })
        if (wasLost) onBack()
      },
      onLost: (reason) => {
        if (current) lost(reason)
      },
    })
    stop = () => {
      current = false
      end()
    }
  }

  function lost(reason: string): void {
    if (closed) return
    stop?.()
    stop = null
    clearTimeout(timer)
    const pause = pauses[Math.min(tries, pauses.length - 1)] ?? 5000
    tries += 1
    const { status, since } = state.get()
    state.set({ status: 'lost', since: status === 'lost' ? since : now(), reason, nextTryAt: now() + pause })
    timer = setTimeout(follow, pause)
  }

  const watched = new Proxy(api, {
    get: (target, name, receiver) => {
      const member = Reflect.get(target, name, receiver)
      if (typeof member !== 'function' || name === 'follow') return member
      return (...given: unknown[]) => {
        const answer = member.apply(target, given)
        if (answer instanceof Promise) {
          answer.catch((error: unknown) => {
            if (error instanceof ConnectionLost && state.get().status !== 'lost') lost(error.message)
          })
        }
        return answer
      }
    },
  })

  follow()
  return {
    state,
    api: watched,
    retry: () => {
      if (state.get().status === 'lost') follow()
    },
    close: () => {
      closed = true
      clearTimeout(timer)
      stop?.()
    },
  }
}
