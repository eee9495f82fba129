import { type Actor, hasRole } from '../core/actor.ts'
import type { Context } from '../core/context.ts'
import { failure } from '../core/errors.ts'
import type { Endpoint } from './endpoint.ts'

/** Throws unless whoever calls may call this endpoint: `unauthenticated`, `forbidden`, `account_suspended` or `totp_setup_required`. */
export function checkAccess(
  { access }: Pick<Endpoint, 'access'>,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
): void {
  if (access === 'public') return
  if (actor.kind === 'anonymous') throw failure('unauthenticated', 'This needs a session: sign in first.')
  if (access === 'moderator' || access === 'admin') {
    if (!hasRole(actor, access)) throw failure('forbidden', `This needs the role ${access}.`)
    requireSecondFactor(actor, now())
    return
  }
  if (actor.kind !== 'person') throw failure('forbidden', 'This needs the session of a person.')
  if (access === 'person' && actor.scope !== 'full') {
    throw failure('account_suspended', 'The account is suspended; its strikes say why, and how to appeal.')
  }
}

// What operators may do is too much for a password alone; they have some days to switch two-factor sign-in on.
function requireSecondFactor(actor: Actor, now: number): void {
  if (actor.kind !== 'person' || actor.secondFactorDueAt === null || now < actor.secondFactorDueAt) return
  throw failure('totp_setup_required', 'Switch two-factor sign-in on first: POST /auth/totp.')
}
