import type { Context } from '../context.ts'

/** What happened in one month, as transparency reports tell it. */
export interface MonthFigures {
  /** `2026-11`, in UTC. */
  month: string
  reports: Record<string, number>
  casesOpened: number
  casesDecided: number
  /** How many cases were acted upon. */
  casesActioned: number
  /** Half of the cases were decided within so many hours; null when none was. */
  medianHours: number | null
  actions: Record<string, number>
  automaticActions: number
  appeals: { filed: number; upheld: number; overturned: number }
  takedowns: { filed: number; removed: number; refused: number }
  accountsErased: number
}

/** Counts by name, for each month that has any. */
type Tally = ReadonlyMap<string, Record<string, number>>

const monthOf = {
  sqlite: (column: string) => `strftime('%Y-%m', ${column} / 1000, 'unixepoch')`,
  postgres: (column: string) => `to_char(to_timestamp(${column} / 1000) AT TIME ZONE 'UTC', 'YYYY-MM')`,
}

/** The figures of the last months, the present one included, the newest first. */
export async function readFigures(context: Context, months: number): Promise<MonthFigures[]> {
  const now = new Date(context.now())
  const firstOf = (back: number): Date => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back))
  const span = [firstOf(months - 1).getTime(), firstOf(-1).getTime()]
  const tally = (from: string, at: string, name = "'all'", count = 'count(*)') =>
    tallyOf(context, span, { from, at, name, count })

  const reports = await tally('reports', 'created_at', 'reason')
  const opened = await tally('cases', 'created_at')
  const actioned = await tally('moderation_actions', 'created_at', "'all'", 'count(DISTINCT case_id)')
  const actions = await tally('moderation_actions', 'created_at', 'type')
  const automatic = await tally('moderation_actions WHERE is_automatic', 'created_at')
  const appealed = await tally('appeals', 'created_at')
  const answered = await tally('appeals', 'decided_at', 'state')
  const asked = await tally('takedowns', 'created_at')
  const takenDown = await tally('takedowns', 'resolved_at', 'outcome')
  const erased = await tally("deletions WHERE subject_type = 'user'", 'deleted_at')
  const decided = await readDecisions(context, span)

  return Array.from({ length: months }, (_, back) => {
    const month = firstOf(back).toISOString().slice(0, 7)
    const all = (counted: Tally): number => counted.get(month)?.all ?? 0
    const { count, medianMs } = decided.get(month) ?? { count: 0, medianMs: null }
    return {
      month,
      reports: reports.get(month) ?? {},
      casesOpened: all(opened),
      casesDecided: count,
      casesActioned: all(actioned),
      medianHours: medianMs === null ? null : Math.round(medianMs / 360_000) / 10,
      actions: actions.get(month) ?? {},
      automaticActions: all(automatic),
      appeals: {
        filed: all(appealed),
        upheld: answered.get(month)?.upheld ?? 0,
        overturned: answered.get(month)?.overturned ?? 0,
      },
      takedowns: {
        filed: all(asked),
        removed: takenDown.get(month)?.removed ?? 0,
        refused: takenDown.get(month)?.refused ?? 0,
      },
      accountsErased: all(erased),
    }
  })
}

// One statement for all months: each reads its table once, however far back one asks.
async function tallyOf(
  { db }: Context,
  span: readonly number[],
  { from, at, name, count }: { from: string; at: string; name: string; count: string },
): Promise<Tally> {
  const rows = await db.read.all<{ month: string; name: string; count: number }>(
    `SELECT ${monthOf[db.dialect](at)} AS month, ${name} AS name, ${count} AS count
     FROM ${from} ${from.includes(' WHERE ') ? 'AND' : 'WHERE'} ${at} >= $1 AND ${at} < $2
     GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2`,
    span,
  )
  const found = new Map<string, Record<string, number>>()
  for (const row of rows) found.set(row.month, { ...found.get(row.month), [row.name]: row.count })
  return found
}

async function readDecisions(
  { db }: Context,
  span: readonly number[],
): Promise<ReadonlyMap<string, { count: number; medianMs: number }>> {
  const rows = await db.read.all<{ month: string; count: number; medianMs: number }>(
    `SELECT month, decided AS count, took AS median_ms FROM (
       SELECT month, took, row_number() OVER (PARTITION BY month ORDER BY took) AS place,
         count(*) OVER (PARTITION BY month) AS decided
       FROM (SELECT ${monthOf[db.dialect]('resolved_at')} AS month, resolved_at - created_at AS took
         FROM cases WHERE resolved_at >= $1 AND resolved_at < $2) d) ranked
     WHERE place = (decided + 1) / 2`,
    span,
  )
  return new Map(rows.map(({ month, ...decision }) => [month, decision]))
}
