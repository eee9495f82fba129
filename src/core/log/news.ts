import type { BellPayload } from '../../clients/doorbell/index.ts'
import type { LogRow } from './read.ts'

/** What the doorbell says of a person's log: there is news up to `seq`. */
export const logTopic = 'log'

/** What one bell may bring along; of more than that it says no more than that it is there. */
const mostEntries = 8
const longestDetail = 300

/** An entry as it was written, its detail both as it is and as the text that was stored. */
export type WrittenRow = LogRow & { detailText: string | null }

/** The bell for entries that one person's log was given, in its order: where they are few, they come with it. */
export function logNews(rows: readonly WrittenRow[]): BellPayload {
  const { userId, seq } = rows.at(-1)!
  const isShort = rows.length <= mostEntries && rows.every((row) => (row.detailText?.length ?? 0) <= longestDetail)
  if (!isShort) return { userId, seq }
  return { userId, seq, entries: rows.map((row) => [row.type, row.subjectId, row.detail, row.createdAt]) }
}

interface News {
  userId: string
  seq: number
  entries?: [LogRow['type'], LogRow['subjectId'], LogRow['detail'], LogRow['createdAt']][]
}

/** Whose log a bell is about, and its new entries; without these they must be read. */
export function readNews(payload: unknown): { userId: string; rows: LogRow[] | undefined } {
  const { userId, seq, entries } = payload as News
  const rows = entries?.map(([type, subjectId, detail, createdAt], index) => {
    return { userId, seq: seq - entries.length + 1 + index, type, subjectId, detail, createdAt }
  })
  return { userId, rows }
}
