import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { second } from '../../lib/clock.ts'
import { coarsen, type Precision, precisionMetres } from '../../lib/coordinates.ts'
import { newId } from '../../lib/ids.ts'
import { requireConsents, requireVoice } from '../accounts/index.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { holdConversation, isMutual } from './access.ts'
import { endLocations } from './end-locations.ts'
import { storeMessage } from './send-message.ts'

/** For how long a place can be shared, in seconds: 15 minutes, 1 hour, 8 hours. */
export const shareDurations = [900, 3600, 28_800] as const

const degrees = (limit: number) => z.number().min(-limit).max(limit)

/** A measured place, as phones know it. */
export const positionFields = {
  latitude: degrees(90).describe('WGS 84 degrees.'),
  longitude: degrees(180).describe('WGS 84 degrees.'),
  accuracy: z.number().min(0).max(100_000).optional().describe('Radius of the fix in metres.'),
  heading: z.number().min(0).max(360).optional().describe('Degrees clockwise from north.'),
}

export const shareLocationInput = z.strictObject({
  ...positionFields,
  durationSeconds: z.literal([...shareDurations]).describe('15 minutes, 1 hour or 8 hours.'),
  precision: z.enum(['exact', '1km', 'city']).default('exact').describe('Made this coarse before it is stored.'),
})

export type ShareLocationInput = z.output<typeof shareLocationInput>

/** A measured place on its way into the database. */
export interface Position {
  latitude: number
  longitude: number
  accuracy?: number | undefined
  heading?: number | undefined
}

/**
 * Begins to share one's place with the other person of a conversation, as a message. It ends by itself after the chosen
 * time; a share that runs there already ends now. Throws `not_found`, `forbidden` before the request is accepted.
 */
export async function shareLocation(
  context: Context,
  conversationId: string,
  input: ShareLocationInput,
): Promise<{ messageId: string; locationId: string }> {
  const { userId, sessionId } = personOf(context.actor)
  requireVoice(context)
  await requireConsents(context, userId)
  return context.write(async (unit) => {
    const conversation = await holdConversation(unit, userId, conversationId)
    if (!isMutual(conversation)) throw failure('forbidden', 'A place is shared only once the request is accepted.')
    await endLocations(unit, context, { conversationId, userId, reason: 'replaced' })
    const now = context.now()
    const locationId = newId(now)
    const { messageId } = await storeMessage(unit, context, conversation, {
      senderId: userId,
      clientId: `location:${locationId}`,
      text: null,
      replyToId: null,
      postId: null,
      videoId: null,
      locationId,
      mediaIds: [],
    })
    await unit.run(
      `INSERT INTO live_locations (id, conversation_id, message_id, user_id, viewer_id, session_id, accuracy_tier,
         started_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        locationId,
        conversationId,
        messageId,
        userId,
        conversation.otherId,
        sessionId,
        input.precision,
        now,
        now + input.durationSeconds * second,
      ],
    )
    await storePosition(unit, locationId, input.precision, input, now)
    await appendToLog(unit, context, [
      { userId, type: 'location.started', subjectId: locationId },
      { userId: conversation.otherId, type: 'location.started', subjectId: locationId },
    ])
    return { messageId, locationId }
  })
}

/** Stores where somebody is, as coarse as the share says; answers false for a point older than the one that is there. */
export async function storePosition(
  unit: Unit,
  locationId: string,
  precision: Precision,
  position: Position,
  recordedAt: number,
): Promise<boolean> {
  const { latitude, longitude } = coarsen(position, precision)
  const isExact = precision === 'exact'
  const accuracy = isExact ? (position.accuracy ?? null) : Math.max(position.accuracy ?? 0, precisionMetres(precision))
  const stored = await unit.run(
    `INSERT INTO live_positions (location_id, latitude, longitude, accuracy, heading, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (location_id) DO UPDATE SET latitude = excluded.latitude, longitude = excluded.longitude,
       accuracy = excluded.accuracy, heading = excluded.heading, recorded_at = excluded.recorded_at
     WHERE live_positions.recorded_at < excluded.recorded_at`,
    [locationId, latitude, longitude, accuracy, isExact ? (position.heading ?? null) : null, recordedAt],
  )
  return stored > 0
}
