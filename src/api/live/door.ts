import type { App } from '../../app.ts'
import { failure } from '../../core/errors.ts'
import { FewAtOnce } from '../../lib/few-at-once.ts'
import { LiveHub } from './hub.ts'
import { liveLimits } from './limits.ts'
import { PresenceWatch } from './presence.ts'
import type { Sink } from './stream.ts'

/** What every live stream of a server shares: the hub, and the count of who has how many. */
export class LiveDoor {
  readonly app: App
  readonly hub: LiveHub
  /** Through here go the questions by which streams catch up: after a restart a thousand of them come at one moment. */
  readonly catchingUp = new FewAtOnce(liveLimits.catchingUpAtOnce)
  readonly #ofAddress = new Places(liveLimits.perAddress)
  readonly #ofPerson = new Places(liveLimits.perPerson)
  readonly #sinks = new Set<Sink>()
  readonly #waiting = new Set<() => void>()
  #isStopping = false
  readonly #presence: PresenceWatch

  constructor(app: App) {
    this.app = app
    this.#presence = new PresenceWatch(app, (userId) => this.hub.followersOf(userId) > 0)
    this.hub = new LiveHub(app, (userId) => this.#presence.changed(userId))
  }

  /**
   * Takes a place for one more stream; answers a function that gives it back. Whose stream it is may show later: then
   * `takeFor` takes their place. Throws `rate_limited`.
   */
  take(address: string, userId: string | undefined): () => void {
    const leaveAddress = this.#ofAddress.take(address)
    if (userId === undefined) return leaveAddress
    try {
      const leavePerson = this.takeFor(userId)
      return () => {
        leaveAddress()
        leavePerson()
      }
    } catch (error) {
      leaveAddress()
      throw error
    }
  }

  /** Takes one of a person's places, from the moment they ask: streams that are still opening count. As `take`. */
  takeFor(userId: string): () => void {
    return this.#ofPerson.take(userId)
  }

  /** Remembers an open stream, so that a stop can tell it. */
  opened(sink: Sink): void {
    this.#sinks.add(sink)
  }

  closed(sink: Sink): void {
    this.#sinks.delete(sink)
  }

  /** Calls back when the server stops, at once when it does already; answers a function that takes this back. */
  whenStopping(callback: () => void): () => void {
    if (this.#isStopping) callback()
    this.#waiting.add(callback)
    return () => this.#waiting.delete(callback)
  }

  /** Tells every stream, and whoever waits for news, that the server stops, and stops listening. */
  async close(): Promise<void> {
    this.#isStopping = true
    for (const stop of this.#waiting) stop()
    for (const sink of this.#sinks) sink.end('stopping')
    this.hub.close()
    await this.#presence.close()
  }
}

/** How many streams each one has open, up to a limit. */
class Places {
  readonly #limit: number
  readonly #taken = new Map<string, number>()

  constructor(limit: number) {
    this.#limit = limit
  }

  take(key: string): () => void {
    const here = this.#taken.get(key) ?? 0
    if (here >= this.#limit) {
      throw failure('rate_limited', 'Too many live streams are open; close one first.', { retryAfterSeconds: 10 })
    }
    this.#taken.set(key, here + 1)
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      const left = (this.#taken.get(key) ?? 1) - 1
      if (left <= 0) this.#taken.delete(key)
      else this.#taken.set(key, left)
    }
  }
}
