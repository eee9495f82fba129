import type { App } from '../../app.ts'
import { systemActor } from '../../core/actor.ts'
import { changePresence, dropPresence, presenceEveryMs, renewPresence } from '../../core/chat/index.ts'
import type { Context } from '../../core/context.ts'
import { newId } from '../../lib/ids.ts'

/** Changes are gathered for so long: a thousand people who reconnect make a few writes, and a stream that comes back at once none. */
const gatherMs = 250

/** Tells who is online through this process: people with a live stream here. */
export class PresenceWatch {
  readonly #context: Context
  readonly #serverId: string
  readonly #isHere: (userId: string) => boolean
  readonly #changed = new Set<string>()
  readonly #online = new Set<string>()
  readonly #renewal: NodeJS.Timeout
  #gathering: NodeJS.Timeout | undefined
  #turn: Promise<void> = Promise.resolve()
  #isClosed = false

  /** `isHere` says whether a person has a stream open in this process at this moment. */
  constructor(app: App, isHere: (userId: string) => boolean) {
    this.#context = app.as(systemActor('presence'), 'live')
    this.#serverId = newId(app.clock.now())
    this.#isHere = isHere
    this.#renewal = setInterval(() => this.#inTurn(() => this.#renew()), presenceEveryMs)
    this.#renewal.unref()
  }

  /** To be called when a person's first stream opened or their last one closed. */
  changed(userId: string): void {
    if (this.#isClosed) return
    this.#changed.add(userId)
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined
      this.#inTurn(() => this.#flush())
    }, gatherMs)
  }

  /** Takes back what this process said. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#renewal)
    clearTimeout(this.#gathering)
    if (this.#online.size > 0) this.#inTurn(() => dropPresence(this.#context, this.#serverId))
    await this.#turn
  }

  #inTurn(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      this.#context.log.error({ err: error }, 'presence could not be written; the next change or renewal tries again')
    })
  }

  async #flush(): Promise<void> {
    const people = [...this.#changed]
    this.#changed.clear()
    const came = people.filter((userId) => this.#isHere(userId) && !this.#online.has(userId))
    const left = people.filter((userId) => !this.#isHere(userId) && this.#online.has(userId))
    if (came.length === 0 && left.length === 0) return
    for (const userId of came) this.#online.add(userId)
    for (const userId of left) this.#online.delete(userId)
    await changePresence(this.#context, this.#serverId, { came, left })
  }

  async #renew(): Promise<void> {
    if (this.#online.size > 0) await renewPresence(this.#context, this.#serverId, [...this.#online])
  }
}
