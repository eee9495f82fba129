import { type Flag, type Reader, rowQuery } from '../../db/sql.ts'
import type { Precision } from '../../lib/coordinates.ts'

/** A share of one's place, running or over, with the last position while it runs. */
export interface LocationView {
  id: string
  conversationId: string
  messageId: string
  userId: string
  viewerId: string
  precision: Precision
  startedAt: number
  expiresAt: number
  endedAt: number | null
  endReason: string | null
  latitude: number | null
  longitude: number | null
  accuracy: number | null
  heading: number | null
  recordedAt: number | null
  isStale: Flag
}

/** A position is called stale when no newer one came for so long, in ms (twice the longest suggested interval of an exact share). */
export const staleAfterMs = 120_000

// What is over shows no position, even where it is not erased yet.
const isRunning = 'l.ended_at IS NULL AND l.expires_at > $2'

const columns: { [Field in keyof LocationView]: string } = {
  id: 'l.id',
  conversationId: 'l.conversation_id',
  messageId: 'l.message_id',
  userId: 'l.user_id',
  viewerId: 'l.viewer_id',
  precision: 'l.accuracy_tier',
  startedAt: 'l.started_at',
  expiresAt: 'l.expires_at',
  endedAt: `CASE WHEN l.ended_at IS NULL AND l.expires_at <= $2 THEN l.expires_at ELSE l.ended_at END`,
  endReason: `CASE WHEN l.ended_at IS NULL AND l.expires_at <= $2 THEN 'expired' ELSE l.end_reason END`,
  latitude: `CASE WHEN ${isRunning} THEN q.latitude END`,
  longitude: `CASE WHEN ${isRunning} THEN q.longitude END`,
  accuracy: `CASE WHEN ${isRunning} THEN q.accuracy END`,
  heading: `CASE WHEN ${isRunning} THEN q.heading END`,
  recordedAt: `CASE WHEN ${isRunning} THEN q.recorded_at END`,
  isStale: `COALESCE(q.recorded_at < $2 - ${staleAfterMs}, FALSE)`,
}

const byIds = {
  sqlite: rowQuery<LocationView>(
    columns,
    `FROM json_each($1) k JOIN live_locations l ON l.id = k.value LEFT JOIN live_positions q ON q.location_id = l.id`,
  ),
  postgres: rowQuery<LocationView>(
    columns,
    `FROM json_array_elements_text($1::json) k JOIN live_locations l ON l.id = k
     LEFT JOIN live_positions q ON q.location_id = l.id`,
  ),
}

/** Shares by id, as they are at `now`. No access is checked here. */
export async function readLocations(
  reader: Reader,
  ids: readonly string[],
  now: number,
): Promise<Map<string, LocationView>> {
  if (ids.length === 0) return new Map()
  const rows = await reader.rows(byIds[reader.dialect], [JSON.stringify(ids), now])
  return new Map(rows.map((row) => [row.id, row]))
}
