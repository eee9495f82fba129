import { z } from 'zod'
import type { LocationUpdate, LocationView, SharedLocationRow } from '../core/chat/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'
import { personSummaryShape, presentPersonSummary } from './person.ts'

const id = z.string().max(36)

/** Where somebody is, as coarse as they chose. */
export const positionShape = z
  .object({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    accuracy: z.number().min(0).max(100_000).nullable().describe('Radius in metres.'),
    heading: z.number().min(0).max(360).nullable(),
    recordedAt: timeShape(),
    stale: z.boolean().describe('No newer position came for two minutes.'),
  })
  .meta({ id: 'Position' })

/** A live location as the two people of its conversation see it. */
export const locationShape = z
  .object({
    id,
    conversationId: id,
    messageId: id,
    userId: id.describe('Whose place it is.'),
    precision: z.string().max(10).describe('`exact`, `1km` or `city`.'),
    startedAt: timeShape(),
    expiresAt: timeShape(),
    endedAt: timeShape().nullable(),
    endReason: z.string().max(20).nullable(),
    position: positionShape.nullable().describe('Null once it is over: only the fact remains.'),
  })
  .meta({ id: 'LiveLocation', description: 'A live location.' })

export type LiveLocation = z.output<typeof locationShape>

/** A live location, with its position while it runs. */
export function presentLocation(view: LocationView): LiveLocation {
  return {
    id: view.id,
    conversationId: view.conversationId,
    messageId: view.messageId,
    userId: view.userId,
    precision: view.precision,
    startedAt: isoTime(view.startedAt),
    expiresAt: isoTime(view.expiresAt),
    endedAt: isoTime(view.endedAt),
    endReason: view.endReason,
    position: presentPosition(view),
  }
}

function presentPosition(view: LocationView): LiveLocation['position'] {
  const { latitude, longitude, recordedAt } = view
  if (latitude === null || longitude === null || recordedAt === null) return null
  return {
    latitude,
    longitude,
    accuracy: view.accuracy,
    heading: view.heading,
    recordedAt: isoTime(recordedAt),
    stale: Boolean(view.isStale),
  }
}

/** One of my own shares in the list of them: to whom and when, never where. */
export const sharedLocationShape = z
  .object({
    id,
    conversationId: id,
    person: personSummaryShape.describe('Who sees or saw it.'),
    precision: z.string().max(10),
    startedAt: timeShape(),
    expiresAt: timeShape(),
    endedAt: timeShape().nullable(),
    endReason: z.string().max(20).nullable(),
  })
  .meta({ id: 'SharedLocation', description: 'A share of my place, without positions.' })

/** A share as its owner sees it in the list. */
export function presentSharedLocation(row: SharedLocationRow): z.output<typeof sharedLocationShape> {
  return {
    id: row.id,
    conversationId: row.conversationId,
    person: presentPersonSummary({
      id: row.viewerId,
      username: row.viewerUsername,
      displayName: row.viewerDisplayName,
      photoPath: row.viewerPhotoPath,
      isVerified: row.viewerIsVerified,
    }),
    precision: row.precision,
    startedAt: isoTime(row.startedAt),
    expiresAt: isoTime(row.expiresAt),
    endedAt: isoTime(row.endedAt),
    endReason: row.endReason,
  }
}

/** What a phone needs to know after it has moved a share. */
export const locationUpdateShape = z
  .object({
    id,
    applied: z.boolean().describe('False for a point older than the last, which was dropped.'),
    nextUpdateSeconds: z.int().nonnegative().describe('When to send the next one: later while nobody watches.'),
    expiresAt: timeShape(),
  })
  .meta({ id: 'LocationUpdate' })

/** The answer to an update of one's position. */
export function presentLocationUpdate(update: LocationUpdate): z.output<typeof locationUpdateShape> {
  return {
    id: update.locationId,
    applied: update.applied,
    nextUpdateSeconds: update.nextUpdateSeconds,
    expiresAt: isoTime(update.expiresAt),
  }
}
