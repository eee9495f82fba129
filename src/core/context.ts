import type { Database } from '../db/database.ts'
import type { Together, Unit } from '../db/unit.ts'
import type { Clock } from '../lib/clock.ts'
import type { CursorCodec } from '../lib/cursor.ts'
import type { Logger } from '../lib/logger.ts'
import type { Actor, Door } from './actor.ts'
import type { Clients } from './clients.ts'
import type { EventBus } from './events.ts'
import type { InstanceFacts, Keys } from './instance.ts'
import type { SettingsStore } from './settings/index.ts'

/** Where a request comes from, as far as the server knows. */
export interface Origin {
  readonly ip: string
  /** The address without its host part (IPv4 /24, IPv6 /56): what limits and sign-in alerts go by. */
  readonly network: string
  readonly userAgent: string
  readonly requestId: string
}

/** What every use case receives first: who acts, through which door, and everything it may act with. */
export interface Context {
  readonly actor: Actor
  readonly door: Door
  readonly origin: Origin
  readonly db: Database
  readonly clients: Clients
  readonly events: EventBus
  readonly clock: Clock
  readonly log: Logger
  readonly settings: SettingsStore
  readonly instance: InstanceFacts
  readonly keys: Keys
  readonly cursors: CursorCodec
  /** Milliseconds since the epoch. */
  now(): number
  /**
   * Runs the work as the one transaction of a use case. For a request with an `Idempotency-Key` the key is claimed in the
   * same transaction and the work's value kept with it, so the value must be JSON and all that the answer is made from.
   * `together` says how it is done as one with others of its kind, where that is possible.
   */
  write<T>(work: (unit: Unit) => Promise<T>, together?: Together<T>): Promise<T>
}
