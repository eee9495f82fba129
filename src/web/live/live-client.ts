import { type ApiClient, api, newId, pauseMs, waitFor } from '../api/client.ts'
import { forgetEarly } from '../api/early.ts'
import { asProblem, Problem } from '../api/problem.ts'
import { session } from '../api/session.ts'
import { createStore, type Store } from '../api/store.ts'
import type { LiveEvents, LiveEventType, LiveFrame } from './events.ts'
import { type OpenStream, type Stream, type StreamEnd, serverSentStream, webSocketStream } from './transports.ts'

/** `live` while a stream is open; `offline` when the server cannot be reached; `stopped` while nobody is signed in. */
export type LiveState = 'stopped' | 'connecting' | 'live' | 'offline'

/** What the live client needs of its surroundings; tests bring their own. */
export interface LiveSurroundings {
  client: Pick<ApiClient, 'send'>
  /** From the best to the most modest; after two failures in a row the next one is tried. */
  transports: readonly OpenStream[]
  wait(ms: number, signal?: AbortSignal): Promise<void>
  random(): number
  /** Calls back when the network may have come back or the page is looked at again; answers how to end that. */
  onWake(listener: () => void): () => void
}

export interface LiveClient {
  readonly state: Store<LiveState>
  /** Opens the stream, from now on or from where an earlier one ended. */
  start(): Promise<void>
  stop(): void
  on<Type extends LiveEventType>(type: Type, listener: (data: LiveEvents[Type]) => void): () => void
  /** Sends a frame over the open stream; undefined when the present transport cannot, or no answer came. */
  ask(type: string, data: unknown): Promise<unknown>
}

interface SyncPage {
  items: LiveFrame[]
  next: string
  more: boolean
}

const failuresBeforeNext = 2
const longestPauseMs = 30_000
const openWithinMs = 15_000
const answerWithinMs = 10_000
/** A silent stream is held against the log so often: a network may die without telling. */
const proveEveryMs = 45_000

/**
 * The live stream, kept open: WebSocket, or server-sent events where that fails. After every break the log is read on from
 * where it was left (`/sync`), so that nothing is missed and nothing comes twice; a position that is too old says
 * `afresh`, and pages ask for everything again.
 */
export function createLiveClient(surroundings: LiveSurroundings): LiveClient {
  const { client, transports } = surroundings
  const state = createStore<LiveState>('stopped')
  const listeners = new Map<string, Set<(data: never) => void>>()
  const waiting = new Map<string, (reply: { ok: boolean; data?: unknown; problem?: unknown } | undefined) => void>()
  let position: string | undefined
  let stream: Stream | undefined
  let transport = 0
  let failures = 0
  let run: AbortController | undefined
  let endWake: (() => void) | undefined
  let proveTimer: ReturnType<typeof setTimeout> | undefined
  let retryNow: (() => void) | undefined
  /** Events may have been missed for good: what pages show may be wrong until they have asked again. */
  let isStale = false

  function emit(type: string, data: unknown): void {
    forgetEarly()
    for (const listener of [...(listeners.get(type) ?? [])]) listener(data as never)
  }

  function receive(frame: LiveFrame): void {
    heard()
    if (frame.type === 'ready') {
      if (position === undefined) takeUp(frame.id, true)
      failures = 0
      state.set('live')
      return
    }
    if (frame.id !== undefined) {
      // What was already read by another way.
      if (position !== undefined && Number(frame.id) <= Number(position)) return
      position = frame.id
    }
    if (isGone(frame.data)) emit('gone', { type: frame.type, id: frame.data.id })
    else emit(frame.type, frame.data)
  }

  /** Reads the log on. False when the server cannot be reached; throws nothing. */
  async function catchUp(signal: AbortSignal): Promise<boolean> {
    try {
      for (;;) {
        const known = position
        const url = known === undefined ? '/sync' : `/sync?since=${known}`
        const page = (await client.send({ method: 'get', url, signal })) as SyncPage
        if (signal.aborted) return true
        for (const frame of page.items) receive(frame)
        // Without a position the answer says where the log ends; with one, its frames have moved it.
        if (known === undefined) takeUp(page.next, isStale)
        if (!page.more) return true
      }
    } catch (error) {
      const problem = asProblem(error)
      if (problem.code === 'sync_expired') {
        loseTrack()
        return catchUp(signal)
      }
      return !(problem.code === 'network_failed' || problem.status >= 500 || problem.status === 429)
    }
  }

  function loseTrack(): void {
    position = undefined
    isStale = true
  }

  function takeUp(next: string | undefined, isNews: boolean): void {
    position = next
    isStale = false
    if (isNews) emit('afresh', {})
  }

  async function keepOpen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const end = await oneStream(signal)
      if (signal.aborted) return
      if (end === 'expired') loseTrack()
      failures += 1
      if (failures % failuresBeforeNext === 0) transport = (transport + 1) % transports.length
      // Says, too, whether the server can be reached, and whether there still is a session.
      const reached = await catchUp(signal)
      if (signal.aborted) return
      state.set(reached ? 'connecting' : 'offline')
      const pause = Math.min(pauseMs(Math.min(failures, 7), undefined, surroundings.random()), longestPauseMs)
      await Promise.race([
        surroundings.wait(pause, signal).catch(() => {}),
        new Promise<void>((resolve) => {
          retryNow = resolve
        }),
      ])
    }
  }

  function oneStream(signal: AbortSignal): Promise<StreamEnd> {
    return new Promise<StreamEnd>((resolve) => {
      const opening = setTimeout(() => {
        opened.close()
        resolve('refused')
      }, openWithinMs)
      const opened = transports[transport]!(position, {
        onFrame: (frame) => {
          clearTimeout(opening)
          receive(frame)
        },
        onReply: (reply) => {
          heard()
          waiting.get(reply.ref)?.(reply)
        },
        onEnd: (end) => {
          clearTimeout(opening)
          resolve(end)
        },
      })
      stream = opened
      signal.addEventListener('abort', () => {
        clearTimeout(opening)
        opened.close()
        resolve('broken')
      })
    }).then((end) => {
      stream = undefined
      clearTimeout(proveTimer)
      for (const answer of [...waiting.values()]) answer(undefined)
      return end
    })
  }

  function heard(): void {
    clearTimeout(proveTimer)
    if (run !== undefined) proveTimer = setTimeout(() => void prove(), proveEveryMs)
  }

  /** Holds the stream against the log: what the log has and the stream did not bring shows that it is dead. */
  async function prove(): Promise<void> {
    const current = stream
    const signal = run?.signal
    if (signal === undefined) return
    const before = position
    const reached = await catchUp(signal)
    if (signal.aborted) return
    if (current !== undefined && current === stream && (!reached || position !== before)) {
      current.close()
      // Closing by our own hand tells nobody.
      restart()
      return
    }
    heard()
  }

  function restart(): void {
    run?.abort()
    run = new AbortController()
    state.set('connecting')
    void keepOpen(run.signal)
  }

  function wake(): void {
    if (retryNow !== undefined && stream === undefined) {
      failures = 0
      retryNow()
    } else void prove()
  }

  return {
    state,
    start: async () => {
      if (run !== undefined) return
      run = new AbortController()
      const { signal } = run
      state.set('connecting')
      endWake = surroundings.onWake(wake)
      // The position is known before any page asks for anything, so that nothing falls between the two.
      await catchUp(signal)
      if (!signal.aborted) void keepOpen(signal)
    },
    stop: () => {
      run?.abort()
      run = undefined
      endWake?.()
      clearTimeout(proveTimer)
      position = undefined
      isStale = false
      transport = 0
      failures = 0
      state.set('stopped')
    },
    on: (type, listener) => {
      const known = listeners.get(type) ?? new Set()
      listeners.set(type, known)
      known.add(listener as (data: never) => void)
      return () => {
        known.delete(listener as (data: never) => void)
      }
    },
    ask: async (type, data) => {
      const ref = newId()
      if (stream?.send({ ref, type, data }) !== true) return undefined
      const reply = await new Promise<{ ok: boolean; data?: unknown; problem?: unknown } | undefined>((resolve) => {
        const timer = setTimeout(() => resolve(undefined), answerWithinMs)
        waiting.set(ref, (answer) => {
          clearTimeout(timer)
          resolve(answer)
        })
      })
      waiting.delete(ref)
      if (reply?.ok === false) throw new Problem(reply.problem as ConstructorParameters<typeof Problem>[0])
      return reply?.data
    },
  }
}

function isGone(data: unknown): data is { id: string } {
  if (typeof data !== 'object' || data === null) return false
  const keys = Object.keys(data)
  return keys.length === 2 && 'id' in data && 'deleted' in data && data.deleted === true
}

function ours(): LiveSurroundings {
  const surroundings = {
    fetch: (...request: Parameters<typeof fetch>) => fetch(...request),
    // Where the server draws a page there is neither, and nothing is opened.
    WebSocket: globalThis.WebSocket,
    origin: globalThis.location?.origin ?? '',
  }
  return {
    client: api,
    transports: [webSocketStream(surroundings), serverSentStream(surroundings)],
    wait: waitFor,
    random: Math.random,
    onWake: (listener) => {
      const look = (): void => {
        if (document.visibilityState === 'visible') listener()
      }
      window.addEventListener('online', listener)
      document.addEventListener('visibilitychange', look)
      return () => {
        window.removeEventListener('online', listener)
        document.removeEventListener('visibilitychange', look)
      }
    },
  }
}

let own: LiveClient | undefined

/** The live client of this page: it runs while a person is signed in. */
export function live(): LiveClient {
  own ??= createLiveClient(ours())
  return own
}

/**
 * Keeps the live stream open while somebody is signed in. To be called once, before the session is loaded: the position in
 * the log is then known before any page asks for anything, so that nothing falls between the two.
 */
export function followSession(): void {
  session.onBegin(() => live().start())
  session.onEnd(() => live().stop())
}
