import type { IncomingMessage } from 'node:http'
import type { InstanceFacts } from '../core/instance.ts'

const lifetimeSeconds = 90 * 24 * 60 * 60

function isSecure(instance: InstanceFacts): boolean {
  return instance.publicUrl.startsWith('https://')
}

function cookieName(instance: InstanceFacts): string {
  return isSecure(instance) ? '__Host-momentum' : 'momentum'
}

/** The `Set-Cookie` of a session: as closed as a cookie can be (API.md, Conventions). */
export function sessionCookie(instance: InstanceFacts, token: string): string {
  return attributes(instance, token, lifetimeSeconds)
}

/** The `Set-Cookie` that removes it. */
export function clearSessionCookie(instance: InstanceFacts): string {
  return attributes(instance, '', 0)
}

function attributes(instance: InstanceFacts, value: string, maxAge: number): string {
  const secure = isSecure(instance) ? '; Secure' : ''
  return `${cookieName(instance)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`
}

/** The token in the request's cookie, if it has one. */
export function cookieToken(request: IncomingMessage, instance: InstanceFacts): string | undefined {
  const header = request.headers.cookie
  if (header === undefined) return undefined
  const start = `${cookieName(instance)}=`
  const pair = header.split(';').find((part) => part.trimStart().startsWith(start))
  const value = pair?.trim().slice(start.length)
  return value === undefined || value === '' ? undefined : value
}
