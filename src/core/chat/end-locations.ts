import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { appendToLog } from '../log/index.ts'

/** Why a share of a place ended, as both people see it. */
export type LocationEnd =
  | 'stopped'
  | 'expired'
  | 'replaced'
  | 'blocked'
  | 'refused'
  | 'signed_out'
  | 'password_changed'
  | 'account_ended'
  | 'message_deleted'

/** Which running shares end: those for which everything given here holds. */
export interface EndingLocations {
  reason: LocationEnd
  locationId?: string
  conversationId?: string
  /** Whose place it is. */
  userId?: string
  /** The device that shares. */
  sessionId?: string
  /** Shares between this person and anybody, whichever of the two shares. */
  eitherId?: string
  /** Shares that should have ended by this moment. */
  expiredAt?: number
}

/** What the doorbell says when positions were deleted: what is left of them in the files goes now. */
export const erasedTopic = 'locations-erased'

/**
 * Ends shares for good, in the unit of whatever ends them: their positions are deleted, both people's logs say that it is
 * over. Answers how many ended.
 */
export async function endLocations(unit: Unit, context: Context, which: EndingLocations): Promise<number> {
  const ended = await unit.all<{ id: string; userId: string; viewerId: string }>(
    `UPDATE live_locations SET ended_at = $1, end_reason = $2
     WHERE ended_at IS NULL AND ($3 = '' OR id = $3) AND ($4 = '' OR conversation_id = $4) AND ($5 = '' OR user_id = $5)
       AND ($6 = '' OR session_id = $6) AND ($7 = '' OR user_id = $7 OR viewer_id = $7) AND expires_at <= $8
     RETURNING id, user_id, viewer_id`,
    [
      context.now(),
      which.reason,
      which.locationId ?? '',
      which.conversationId ?? '',
      which.userId ?? '',
      which.sessionId ?? '',
      which.eitherId ?? '',
      which.expiredAt ?? Number.MAX_SAFE_INTEGER,
    ],
  )
  for (const { id } of ended) await unit.run('DELETE FROM live_positions WHERE location_id = $1', [id])
  await appendToLog(
    unit,
    context,
    ended.flatMap(({ id, userId, viewerId }) =>
      [userId, viewerId].map((person) => ({ userId: person, type: 'location.ended', subjectId: id })),
    ),
  )
  if (ended.length > 0) unit.afterCommit(() => context.clients.doorbell.ring(erasedTopic, null))
  return ended.length
}

/** Ends the shares of two people with each other. */
export async function endLocationsBetween(unit: Unit, context: Context, one: string, other: string): Promise<void> {
  const shared = await unit.all<{ conversationId: string }>(
    `SELECT DISTINCT conversation_id FROM live_locations WHERE ended_at IS NULL
       AND ((user_id = $1 AND viewer_id = $2) OR (user_id = $2 AND viewer_id = $1))`,
    [one, other],
  )
  for (const { conversationId } of shared) await endLocations(unit, context, { conversationId, reason: 'blocked' })
}
