import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import type { Context } from '../context.ts'
import { appendToLog } from '../log/index.ts'
import { newToken, tokenHash } from '../tokens.ts'
import { accessTopic, sessionIdleMs, sessionLifetimeMs } from './session-cache.ts'

/** Why a session ended, as `session.ended` tells the device. */
export type EndReason =
  | 'signed_out'
  | 'ended_elsewhere'
  | 'password_changed'
  | 'password_reset'
  | 'login_denied'
  | 'suspended'
  | 'signed_out_by_operator'
  | 'account_deleted'

/** A device signed in, as its owner sees it in the list. */
export interface SessionRow {
  id: string
  deviceName: string
  ip: string
  scope: 'full' | 'restricted'
  createdAt: number
  lastSeenAt: number
}

export interface NewSession {
  sessionId: string
  /** Shown once; only its hash is stored. */
  token: string
}

/** Starts a session of a person on the device that asks, in the unit that proved who they are. */
export async function startSession(
  unit: Unit,
  context: Context,
  input: { userId: string; deviceName: string; scope: 'full' | 'restricted'; door: 'token' | 'cookie' },
): Promise<NewSession> {
  const now = context.now()
  const sessionId = newId(now)
  const token = newToken()
  const { ip, network } = context.origin
  await unit.run(
    `INSERT INTO sessions (id, user_id, token_hash, scope, door, device_name, device_key, ip, network, created_at, last_seen_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    [
      sessionId,
      input.userId,
      tokenHash(token),
      input.scope,
      input.door,
      input.deviceName,
      deviceKey(input.deviceName, context.origin.userAgent),
      ip,
      network,
      now,
    ],
  )
  return { sessionId, token }
}

/** What tells one device of a person from another: its name and the program, without the version numbers that change. */
export function deviceKey(deviceName: string, userAgent: string): string {
  return tokenHash(`${deviceName}\0${userAgent.replace(/[\d.]+/g, '')}`)
}

/**
 * Ends sessions of a person, all but `except`: their next call is refused and their streams close within a second,
 * whichever process holds them. Answers the ids that ended.
 */
export async function endSessions(
  unit: Unit,
  context: Context,
  input: { userId: string; reason: EndReason; sessionId?: string; except?: string },
): Promise<string[]> {
  const { userId, reason } = input
  const ended = await unit.all<{ id: string }>(
    `UPDATE sessions SET ended_at = $3, end_reason = $2
     WHERE user_id = $1 AND ended_at IS NULL AND ($4 = '' OR id = $4) AND id <> $5 RETURNING id`,
    [userId, reason, context.now(), input.sessionId ?? '', input.except ?? ''],
  )
  const entries = ended.map(({ id }) => ({ userId, type: 'session.ended', subjectId: id, detail: { reason } }))
  await appendToLog(unit, context, entries)
  for (const { id } of ended) {
    await context.events.publish(unit, context, 'session.ended', { userId, sessionId: id, reason })
  }
  accessChanged(unit, context, userId)
  return ended.map((session) => session.id)
}

/** Lets every process forget, once the unit is committed, what it believes of the person's sessions and role. */
export function accessChanged(unit: Unit, context: Context, userId: string): void {
  unit.afterCommit(() => context.clients.doorbell.ring(accessTopic, { userId }))
}

/** The live sessions of a person, newest first. */
export function listSessions(context: Context, userId: string): Promise<SessionRow[]> {
  return context.db.read.all<SessionRow>(
    `SELECT id, device_name, ip, scope, created_at, last_seen_at FROM sessions
     WHERE user_id = $1 AND ended_at IS NULL AND last_seen_at > $2 AND created_at > $3 ORDER BY id DESC LIMIT 100`,
    [userId, context.now() - sessionIdleMs, context.now() - sessionLifetimeMs],
  )
}
