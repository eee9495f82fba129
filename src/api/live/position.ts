import type { App } from '../../app.ts'
import { failure } from '../../core/errors.ts'
import { type LogBounds, readLog, readLogBounds } from '../../core/log/index.ts'
import { dataFor } from './by-session.ts'
import type { ServerFrame } from './frames.ts'
import { renderEntries } from './render.ts'

/** The position a client names: a decimal string; `0` asks for as far back as is kept. */
export const positionForm = /^(0|[1-9]\d{0,15})$/

/**
 * Where a reader starts: at the position it names, or at the present when it names none. Throws `sync_expired` for a
 * position whose followers are no longer kept, or that the log has not reached (a restored backup): start afresh then.
 * `last` is where the log ended at that moment.
 */
export async function startingPosition(
  app: App,
  userId: string,
  since: string | undefined,
): Promise<{ position: number; last: number }> {
  const bounds = await readLogBounds(app.db.read, userId)
  const position = since === undefined ? bounds.last : checkedPosition(Number(since), bounds)
  return { position, last: bounds.last }
}

function checkedPosition(position: number, bounds: LogBounds): number {
  if (position === 0) return bounds.pruned
  if (position < bounds.pruned || position > bounds.last) {
    throw failure('sync_expired', 'The log no longer holds what came after this position; start afresh.', {
      extra: { next: String(bounds.last) },
    })
  }
  return position
}

/** A page of a person's log as frames for one of their sessions, and the position it ends at. */
export async function readFrames(
  app: App,
  { userId, sessionId }: { userId: string; sessionId: string },
  since: number,
  limit: number,
): Promise<{ frames: ServerFrame[]; position: number; more: boolean }> {
  const rows = await readLog(app.db.read, userId, since, limit + 1)
  const shown = rows.slice(0, limit)
  const data = await renderEntries(app, shown)
  return {
    frames: shown.map((row, index) => ({ id: String(row.seq), type: row.type, data: dataFor(data[index], sessionId) })),
    position: shown.at(-1)?.seq ?? since,
    more: rows.length > limit,
  }
}
