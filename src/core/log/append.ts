import type { EndingUnit, Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import { logNews, logTopic, type WrittenRow } from './news.ts'

/** One entry of a person's event log. It holds references, never content: what it shows is rendered when it is read. */
export interface LogEntry {
  userId: string
  /** The frame's type, such as `message.created` (API.md, Live events). */
  type: string
  /** The id of what it is about. */
  subjectId: string
  /** Further references, such as who reacted or up to where was read. */
  detail?: Record<string, string | number | boolean | null>
}

interface Written {
  context: Context
  at: number
  entries: readonly LogEntry[]
}

/**
 * Writes entries into the logs of the people concerned, in the transaction of the change itself, and rings the doorbell
 * once it is committed. All entries of a transaction are written together at its end, people in ascending order, so that
 * two units never wait for each other's heads crosswise, and units that share a commit pay for it once.
 */
export async function appendToLog(unit: Unit, context: Context, entries: readonly LogEntry[]): Promise<void> {
  if (entries.length > 0) unit.atEnd(writeEntries, { context, at: context.now(), entries })
}

// Who was erased meanwhile has no log. In the order of their ids, which is the order in which PostgreSQL locks the rows.
const moveHeads = {
  sqlite: `INSERT INTO event_heads (user_id, last_seq)
    SELECT u.id, p.value ->> 1 FROM json_each($1) p JOIN users u ON u.id = p.value ->> 0 WHERE TRUE ORDER BY u.id
    ON CONFLICT (user_id) DO UPDATE SET last_seq = event_heads.last_seq + excluded.last_seq
    RETURNING user_id, last_seq`,
  postgres: `INSERT INTO event_heads (user_id, last_seq)
    SELECT u.id, (p ->> 1)::bigint FROM json_array_elements($1::json) p JOIN users u ON u.id = p ->> 0 ORDER BY u.id
    ON CONFLICT (user_id) DO UPDATE SET last_seq = event_heads.last_seq + excluded.last_seq
    RETURNING user_id, last_seq`,
}

const insertEvents = {
  sqlite: `INSERT INTO events (user_id, seq, type, subject_id, detail, created_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each($1)`,
  postgres: `INSERT INTO events (user_id, seq, type, subject_id, detail, created_at)
    SELECT e ->> 0, (e ->> 1)::bigint, e ->> 2, e ->> 3, e ->> 4, (e ->> 5)::bigint FROM json_array_elements($1::json) e`,
}

async function writeEntries(unit: EndingUnit, written: readonly Written[]): Promise<void> {
  const byPerson = new Map<string, { at: number; entry: LogEntry }[]>()
  for (const { at, entries } of written) {
    for (const entry of entries) {
      const own = byPerson.get(entry.userId)
      if (own) own.push({ at, entry })
      else byPerson.set(entry.userId, [{ at, entry }])
    }
  }
  const steps = [...byPerson].map(([userId, own]) => [userId, own.length])
  const heads = await unit.all<{ userId: string; lastSeq: number }>(moveHeads[unit.dialect], [JSON.stringify(steps)])
  const logs = heads.map(({ userId, lastSeq }) => {
    const own = byPerson.get(userId)!
    return own.map(({ at, entry }, index): WrittenRow => {
      return {
        userId,
        seq: lastSeq - own.length + 1 + index,
        type: entry.type,
        subjectId: entry.subjectId,
        detail: entry.detail ?? {},
        detailText: entry.detail === undefined ? null : JSON.stringify(entry.detail),
        createdAt: at,
      }
    })
  })
  const rows = logs.flat().map((row) => {
    return [row.userId, row.seq, row.type, row.subjectId, row.detailText, row.createdAt]
  })
  await unit.run(insertEvents[unit.dialect], [JSON.stringify(rows)])
  const { doorbell } = written[0]!.context.clients
  unit.afterCommit(() => {
    for (const log of logs) doorbell.ring(logTopic, logNews(log))
  })
}
