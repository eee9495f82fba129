import { z } from 'zod'
import { endSessions, listSessions, registerAccount, registerAccountInput } from '../../core/accounts/index.ts'
import { personOf } from '../../core/actor.ts'
import { notFound } from '../../core/errors.ts'
import { idParams } from '../../lib/fields.ts'
import { presentSession, sessionShape, signedInShape } from '../../presenters/account.ts'
import { type Answer, created, type Endpoint, endpoint, noContent, ok } from '../endpoint.ts'
import { clearSessionCookie } from '../session-cookie.ts'
import { checkCookieOrigin, presentSignedIn } from '../signed-in.ts'

/** Sign-up, sign-out and the devices signed in. */
export const authEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/auth/register',
    operation: 'register',
    tag: 'Accounts',
    summary: 'Make an account and sign in',
    description:
      'Says which of user name and e-mail address is taken. With `session: "cookie"` the session is set as a cookie ' +
      'and `token` is null.',
    access: 'public',
    body: registerAccountInput,
    answers: { 201: signedInShape },
    failures: ['registration_closed', 'invite_invalid', 'username_taken', 'email_taken', 'password_refused'],
    limits: ['signUp'],
    idempotency: 'ignored',
    effect: ({ context, body, request }) => {
      checkCookieOrigin(context, request, body.session)
      return registerAccount(context, body)
    },
    answer: async ({ context, body }, signedIn) => created(...(await presentSignedIn(context, signedIn, body.session))),
  }),
  endpoint({
    method: 'post',
    path: '/auth/logout',
    operation: 'logout',
    tag: 'Accounts',
    summary: 'End this session',
    access: 'restricted',
    answers: { 204: null },
    idempotency: 'ignored',
    effect: async ({ context }) => {
      const { userId, sessionId } = personOf(context.actor)
      await context.write((unit) => endSessions(unit, context, { userId, sessionId, reason: 'signed_out' }))
    },
    answer: ({ context }): Answer => ({ status: 204, headers: { 'Set-Cookie': clearSessionCookie(context.instance) } }),
  }),
  endpoint({
    method: 'get',
    path: '/auth/sessions',
    operation: 'listSessions',
    tag: 'Accounts',
    summary: 'The devices signed in',
    access: 'person',
    answers: { 200: z.object({ items: z.array(sessionShape).max(100), nextCursor: z.null() }) },
    answer: async ({ context }) => {
      const { userId, sessionId } = personOf(context.actor)
      const sessions = await listSessions(context, userId)
      return ok({ items: sessions.map((session) => presentSession(session, sessionId)), nextCursor: null })
    },
  }),
  endpoint({
    method: 'delete',
    path: '/auth/sessions/{id}',
    operation: 'endSession',
    tag: 'Accounts',
    summary: 'End one session',
    access: 'person',
    params: idParams(),
    answers: { 204: null },
    failures: ['not_found'],
    effect: async ({ context, params }) => {
      const { userId } = personOf(context.actor)
      const reason = 'ended_elsewhere'
      const ended = await context.write((unit) => endSessions(unit, context, { userId, sessionId: params.id, reason }))
      if (ended.length === 0) throw notFound()
    },
    answer: () => noContent(),
  }),
  endpoint({
    method: 'delete',
    path: '/auth/sessions',
    operation: 'endOtherSessions',
    tag: 'Accounts',
    summary: 'End every session but this one',
    access: 'person',
    answers: { 204: null },
    effect: async ({ context }) => {
      const { userId, sessionId } = personOf(context.actor)
      const reason = 'ended_elsewhere'
      await context.write((unit) => endSessions(unit, context, { userId, except: sessionId, reason }))
    },
    answer: () => noContent(),
  }),
]
