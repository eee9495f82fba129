import type { Request } from 'express'
import type { z } from 'zod'
import { listSessions, readAccount, type SignedIn } from '../core/accounts/index.ts'
import type { Context } from '../core/context.ts'
import { presentAccount, presentSession, type signedInShape } from '../presenters/account.ts'
import { checkOrigin } from './middleware/authenticate.ts'
import { sessionCookie } from './session-cookie.ts'

/** Where the new session goes: into the answer, or into a cookie that scripts cannot read. */
export type SessionPlace = 'token' | 'cookie'

/** Throws `origin_refused` when a cookie is asked for from elsewhere than our own pages: another site could sign its visitor in. */
export function checkCookieOrigin(context: Context, request: Request, place: SessionPlace): void {
  if (place === 'cookie') checkOrigin(request, context.instance)
}

/** The body of a sign-up or sign-in, and the cookie when one was asked for. */
export async function presentSignedIn(
  context: Context,
  signedIn: SignedIn,
  place: SessionPlace,
): Promise<[z.output<typeof signedInShape>, Record<string, string> | undefined]> {
  const [account, sessions] = await Promise.all([
    readAccount(context.db.read, signedIn),
    listSessions(context, signedIn.userId),
  ])
  const session = sessions.find(({ id }) => id === signedIn.sessionId)!
  const body = {
    user: presentAccount(account),
    token: place === 'token' ? signedIn.token : null,
    session: presentSession(session, signedIn.sessionId),
  }
  const cookie = { 'Set-Cookie': sessionCookie(context.instance, signedIn.token) }
  return [body, place === 'cookie' ? cookie : undefined]
}
