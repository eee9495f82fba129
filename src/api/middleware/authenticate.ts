import type { IncomingMessage } from 'node:http'
import type { Request, RequestHandler } from 'express'
import type { SessionCache } from '../../core/accounts/index.ts'
import type { Actor, Operator } from '../../core/actor.ts'
import { failure } from '../../core/errors.ts'
import type { InstanceFacts } from '../../core/instance.ts'
import { isLocalConnection } from '../local-socket.ts'
import { type RequestState, requestState } from '../request-state.ts'
import { cookieToken } from '../session-cookie.ts'

/**
 * Finds out who calls: whoever opened the local socket, or the person behind the bearer token or the cookie. A dead
 * token is refused at once with 401; a cookie that is dead counts as none, so that the sign-in page can be reached.
 */
export function authenticate(sessions: SessionCache, instance: InstanceFacts): RequestHandler {
  return async (request, _response, next) => {
    const state = requestState(request)
    if (isLocalConnection(request.socket)) {
      state.actor = localOperator(request)
      state.credential = 'socket'
      state.door = request.headers['momentum-door'] === 'console' ? 'console' : 'cli'
      return next()
    }
    const bearer = bearerToken(request)
    if (bearer !== undefined) {
      state.credential = 'bearer'
      state.actor = await personBehind(sessions, bearer)
      return next()
    }
    const cookie = cookieToken(request, instance)
    if (cookie !== undefined) await useCookie(state, request, sessions, instance, cookie)
    next()
  }
}

async function useCookie(
  state: RequestState,
  request: Request,
  sessions: SessionCache,
  instance: InstanceFacts,
  token: string,
): Promise<void> {
  const person = await sessions.resolve(token)
  if (person === undefined) return
  if (request.method !== 'GET' && request.method !== 'HEAD') checkOrigin(request, instance)
  state.credential = 'cookie'
  state.actor = person
}

async function personBehind(sessions: SessionCache, token: string): Promise<Actor> {
  const person = await sessions.resolve(token)
  if (person === undefined) throw failure('unauthenticated', 'The session has ended; sign in again.')
  return person
}

/** Throws `origin_refused` unless the request says that it comes from our own pages (RFC 6454; Fetch Metadata). */
export function checkOrigin(request: IncomingMessage, instance: InstanceFacts): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  const ours = new URL(instance.publicUrl).origin
  const isOurs = origin !== undefined && (origin === ours || isSameMachine(origin, ours))
  if (isOurs && (site === undefined || site === 'same-origin')) return
  throw failure('origin_refused', 'This request must come from the pages of this server.')
}

// On their own machine people type `localhost` where the server says 127.0.0.1; scheme and port must be the same.
function isSameMachine(origin: string, ours: string): boolean {
  const names = /^(http:\/\/)(localhost|127\.0\.0\.1|\[::1\])(?=:\d+$|$)/
  return names.test(ours) && names.test(origin) && origin.replace(names, '') === ours.replace(names, '')
}

/** The token of an `Authorization: Bearer` header (RFC 6750, 2.1), or undefined when there is no such header. */
export function bearerToken(request: IncomingMessage): string | undefined {
  const { authorization } = request.headers
  if (authorization === undefined) return undefined
  return /^Bearer ([^\s]+)$/i.exec(authorization)?.[1] ?? ''
}

const operatorForm = /^[\w.@-]{1,64}$/

function localOperator(request: Request): Operator {
  const claimed = request.headers['momentum-operator']
  const name = typeof claimed === 'string' && operatorForm.test(claimed) ? claimed : 'local'
  return { kind: 'operator', name, role: 'admin' }
}
