import { z } from 'zod'
import type { Reader } from '../../db/sql.ts'
import { isoTime } from '../../lib/clock.ts'
import type { Precision } from '../../lib/coordinates.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure, notFound } from '../errors.ts'
import { sendPassing } from '../log/index.ts'
import { notBlockedSql } from '../people/index.ts'
import { endLocations } from './end-locations.ts'
import { readLocations } from './location-rows.ts'
import { onlineSql } from './presence.ts'
import { positionFields, storePosition } from './share-location.ts'

export const updateLocationInput = z.strictObject({
  ...positionFields,
  recordedAt: z.iso
    .datetime({ precision: 3 })
    .max(24)
    .optional()
    .describe('When the phone was there; older points than the last are dropped. Default: now.'),
})

export type UpdateLocationInput = z.output<typeof updateLocationInput>

/** What a phone needs to know after an update. */
export interface LocationUpdate {
  locationId: string
  /** False for a point that came too late and was dropped. */
  applied: boolean
  /** When to send the next one: sooner for exact shares that somebody watches, later to spare the battery. */
  nextUpdateSeconds: number
  expiresAt: number
}

interface Share {
  id: string
  userId: string
  viewerId: string
  precision: Precision
  startedAt: number
  expiresAt: number
  isWatched: boolean | 0 | 1
}

/** Seconds between two updates while the other person is online; while they are not, four times as long. */
const intervals: Record<Precision, number> = { exact: 15, '1km': 60, city: 300 }
const unwatchedFactor = 4

/**
 * Moves a running share of the person who acts; the other person's open streams see it at once. Throws `not_found`, and
 * `conflict` when it is over.
 */
export async function updateLocation(
  context: Context,
  locationId: string,
  input: UpdateLocationInput,
): Promise<LocationUpdate> {
  const { userId } = personOf(context.actor)
  const { share, applied } = await context.write(async (unit) => {
    const found = await findShare(unit, locationId, userId, context.now())
    if (unit.dialect === 'postgres') {
      // An end at the same moment must not leave a position behind.
      await unit.get('SELECT id FROM live_locations WHERE id = $1 FOR NO KEY UPDATE', [locationId])
      await findShare(unit, locationId, userId, context.now())
    }
    return {
      share: found,
      applied: await storePosition(unit, locationId, found.precision, input, measuredAt(context, found, input)),
    }
  })
  if (applied) await tell(context, share)
  const factor = share.isWatched ? 1 : unwatchedFactor
  return {
    locationId,
    applied,
    nextUpdateSeconds: intervals[share.precision] * factor,
    expiresAt: share.expiresAt,
  }
}

/** Ends a running share of the person who acts, from whichever of their devices; one that is over stays as it is. Throws `not_found`. */
export function stopLocation(context: Context, locationId: string): Promise<void> {
  const { userId } = personOf(context.actor)
  return context.write(async (unit) => {
    const own = await unit.get('SELECT id FROM live_locations WHERE id = $1 AND user_id = $2', [locationId, userId])
    if (own === undefined) throw notFound()
    await endLocations(unit, context, { locationId, reason: 'stopped' })
  })
}

async function findShare(reader: Reader, locationId: string, userId: string, now: number): Promise<Share> {
  const share = await reader.get<Share & { endedAt: number | null }>(
    `SELECT l.id, l.user_id, l.viewer_id, l.accuracy_tier AS precision, l.started_at, l.expires_at, l.ended_at,
       ${onlineSql('l.viewer_id', '$3')} AS is_watched
     FROM live_locations l JOIN users u ON u.id = l.viewer_id
     WHERE l.id = $1 AND l.user_id = $2 AND u.status = 'active' AND ${notBlockedSql('l.viewer_id', '$2')}`,
    [locationId, userId, now],
  )
  if (share === undefined) throw notFound()
  if (share.endedAt !== null || share.expiresAt <= now) throw failure('conflict', 'This share is over.')
  return share
}

// A phone can neither be where it is in the future nor speak of the time before the share.
function measuredAt(context: Context, share: Share, input: UpdateLocationInput): number {
  const now = context.now()
  const at = input.recordedAt === undefined ? now : Date.parse(input.recordedAt)
  return Math.max(share.startedAt, Math.min(at, now))
}

async function tell(context: Context, share: Share): Promise<void> {
  const view = (await readLocations(context.db.read, [share.id], context.now())).get(share.id)
  if (view === undefined || view.latitude === null || view.longitude === null) return
  for (const userId of [share.viewerId, share.userId]) {
    sendPassing(context, {
      userId,
      type: 'location.updated',
      data: {
        id: view.id,
        conversationId: view.conversationId,
        userId: view.userId,
        position: {
          latitude: view.latitude,
          longitude: view.longitude,
          accuracy: view.accuracy,
          heading: view.heading,
          recordedAt: isoTime(view.recordedAt),
          stale: false,
        },
      },
    })
  }
}
