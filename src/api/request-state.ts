import type { IncomingMessage } from 'node:http'
import type { Actor, Door } from '../core/actor.ts'
import type { Origin } from '../core/context.ts'
import type { Logger } from '../lib/logger.ts'

/** What the middleware learns about a request on its way to the handler. */
export interface RequestState {
  readonly requestId: string
  readonly log: Logger
  readonly origin: Origin
  readonly startedAt: number
  actor: Actor
  door: Door
  /** How the session came: needed to tell whose origin must be checked and which cookie to clear. */
  credential: 'none' | 'bearer' | 'cookie' | 'socket'
  /** The route's pattern, for log and metrics, once it is known. */
  route: string | undefined
  /** The code of the failure that was answered, if any. */
  code: string | undefined
  /** The answer stays open on purpose, as a stream does; its time says nothing about how quickly the server answers. */
  isHeld: boolean
}

// On the request itself: garbage collection has to look at the entries of a weak map one by one.
const stateKey = Symbol('state')

interface WithState {
  [stateKey]?: RequestState
}

/** The state of a request that went through `beginRequest`. */
export function requestState(request: IncomingMessage): RequestState {
  const state = (request as WithState)[stateKey]
  if (state === undefined) throw new Error('the request did not pass the first middleware')
  return state
}

/** Gives a request its state; the first middleware does it, once. */
export function setRequestState(request: IncomingMessage, state: RequestState): void {
  ;(request as WithState)[stateKey] = state
}
