import { z } from 'zod'
import type { MonthFigures } from '../core/compliance/index.ts'

const count = z.int().nonnegative()
const counts = z.record(z.string().max(40), count)

/** What happened in one month, as transparency reports tell it. */
export const monthFiguresShape = z
  .object({
    month: z.string().max(7).describe('`2026-11`, in UTC.'),
    reports: counts.describe('What people sent, by reason.'),
    casesOpened: count,
    casesDecided: count,
    casesActioned: count.describe('How many cases were acted upon.'),
    medianHours: z
      .number()
      .max(Number.MAX_SAFE_INTEGER)
      .nullable()
      .describe('Half of the cases were decided within so many hours.'),
    actions: counts.describe('What was decided, by kind.'),
    automaticActions: count.describe('Of the actions: those of filters and scores.'),
    appeals: z.object({ filed: count, upheld: count, overturned: count }),
    takedowns: z.object({ filed: count, removed: count, refused: count }),
    accountsErased: count.describe('As far back as deletions are remembered.'),
  })
  .meta({ id: 'MonthFigures' })

/** The figures of a month as operators see them; they name no person. */
export function presentMonthFigures(figures: MonthFigures): z.output<typeof monthFiguresShape> {
  const { appeals, takedowns } = figures
  return {
    month: figures.month,
    reports: figures.reports,
    casesOpened: figures.casesOpened,
    casesDecided: figures.casesDecided,
    casesActioned: figures.casesActioned,
    medianHours: figures.medianHours,
    actions: figures.actions,
    automaticActions: figures.automaticActions,
    appeals: { filed: appeals.filed, upheld: appeals.upheld, overturned: appeals.overturned },
    takedowns: { filed: takedowns.filed, removed: takedowns.removed, refused: takedowns.refused },
    accountsErased: figures.accountsErased,
  }
}
