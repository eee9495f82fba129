import { failure } from './errors.ts'

export type Role = 'user' | 'moderator' | 'admin'

/** A person with a live session. */
export interface Person {
  readonly kind: 'person'
  readonly userId: string
  readonly username: string
  readonly role: Role
  readonly sessionId: string
  /** `restricted`: a suspended person, who may read strikes, appeal, export, delete and sign out. */
  readonly scope: 'full' | 'restricted'
  /** When a silence ends (ms since the epoch), or null. A silenced person reads and does not publish. */
  readonly silencedUntil: number | null
  /**
   * Until when an operator may act without two-factor sign-in (ms since the epoch); null when they have it, and for
   * everybody who is no operator.
   */
  readonly secondFactorDueAt: number | null
}

/** Whoever opened the local socket: the operator of this machine. `name` is what the command line claims to be run by. */
export interface Operator {
  readonly kind: 'operator'
  readonly name: string
  readonly role: 'admin'
}

/** The server itself, by the name of the job or process that acts. */
export interface SystemActor {
  readonly kind: 'system'
  readonly name: string
}

/** Nobody yet: sign-up, sign-in, public pages. Never permission for anything else. */
export interface Anonymous {
  readonly kind: 'anonymous'
}

export type Actor = Person | Operator | SystemActor | Anonymous

/** Which way the actor came in; part of every audit entry. */
export type Door = 'rest' | 'live' | 'console' | 'cli' | 'job'

export const anonymous: Anonymous = { kind: 'anonymous' }

/** A machine as an actor. */
export function systemActor(name: string): SystemActor {
  return { kind: 'system', name }
}

/** The person acting. Throws `unauthenticated` when nobody or a machine does. */
export function personOf(actor: Actor): Person {
  if (actor.kind !== 'person') throw failure('unauthenticated', 'Sign in to do this.')
  return actor
}

/** Whether the actor has the role or a higher one. */
export function hasRole(actor: Actor, role: 'moderator' | 'admin'): boolean {
  if (actor.kind === 'operator') return true
  if (actor.kind !== 'person' || actor.scope !== 'full') return false
  return actor.role === 'admin' || actor.role === role
}
