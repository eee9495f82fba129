import { z } from 'zod'
import type { Unit } from '../../../db/unit.ts'
import { pageQuery, proseField } from '../../../lib/fields.ts'
import { newId } from '../../../lib/ids.ts'
import { personOf } from '../../actor.ts'
import type { Context } from '../../context.ts'
import { hideByScore } from './hide-by-score.ts'
import { openCase } from './open-case.ts'
import { type ReportReason, reasonNames, reportReasons, subjectTypes } from './reasons.ts'
import { reportable } from './subjects.ts'

export const subjectField = z.strictObject({
  type: z.enum(subjectTypes),
  id: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\w-]+$/),
})

export const fileReportInput = z.strictObject({
  subject: subjectField,
  reason: z.enum(reasonNames),
  comment: proseField(1000).optional(),
})

/** Fewer answered reports say nothing about how often somebody is right. */
const fewestToTell = 3

/** What a report of somebody weighs of whom nothing is known. */
const unknownAccuracy = 0.5

/**
 * Files a report of the person who acts; alike reports fold into one case, and reporting the same again answers the
 * report that is there. Throws `not_found` for what they may not see, `validation_failed` for what is theirs.
 */
export function fileReport(context: Context, input: z.output<typeof fileReportInput>): Promise<{ id: string }> {
  const { userId } = personOf(context.actor)
  const { subject, reason } = input
  return context.write(async (unit) => {
    const about = await reportable(unit, context, userId, subject)
    const found = await openCase(unit, context, { subject, userId: about, reason })
    const id = newId(context.now())
    const filed = await unit.run(
      `INSERT INTO reports (id, case_id, reporter_id, reason, comment, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (case_id, reporter_id) DO NOTHING`,
      [id, found.id, userId, reason, input.comment ?? null, context.now()],
    )
    if (filed === 0) {
      const there = await unit.get<{ id: string }>('SELECT id FROM reports WHERE case_id = $1 AND reporter_id = $2', [
        found.id,
        userId,
      ])
      return { id: there!.id }
    }
    const weight = ((await accuracyOf(unit, userId)) ?? unknownAccuracy) * weightOf(reason)
    await unit.run('UPDATE cases SET reports_count = reports_count + 1, score = score + $2 WHERE id = $1', [
      found.id,
      weight,
    ])
    await hideByScore(unit, context, { caseId: found.id, subject, userId: about, score: found.score + weight })
    await context.events.publish(unit, context, 'report.filed', { reportId: id, caseId: found.id })
    return { id }
  })
}

function weightOf(reason: ReportReason): number {
  return reportReasons[reason].weight
}

/** The share of a person's answered reports that were right, 0 to 1; null for too few to tell. */
export async function accuracyOf(unit: Pick<Unit, 'get'>, reporterId: string): Promise<number | null> {
  const row = (await unit.get<{ answered: number; correct: number | null }>(
    `SELECT COUNT(*) AS answered, SUM(CASE WHEN outcome = 'actioned' THEN 1 ELSE 0 END) AS correct
     FROM reports WHERE reporter_id = $1 AND outcome IS NOT NULL`,
    [reporterId],
  ))!
  return row.answered < fewestToTell ? null : (row.correct ?? 0) / row.answered
}

/** A report as its author sees it. */
export interface OwnReportRow {
  id: string
  subjectType: string
  subjectId: string
  reason: string
  comment: string | null
  outcome: 'actioned' | 'dismissed' | null
  answeredAt: number | null
  createdAt: number
}

export const listReportsInput = pageQuery()

/** The reports of the person who acts, newest first; one row more than `limit` when there are more. */
export function listOwnReports(context: Context, input: z.output<typeof listReportsInput>): Promise<OwnReportRow[]> {
  const { userId } = personOf(context.actor)
  const before = input.cursor === undefined ? '~' : String(context.cursors.decode(`reports:${userId}`, input.cursor)[0])
  return context.db.read.all<OwnReportRow>(
    `SELECT r.id, c.subject_type, c.subject_id, r.reason, r.comment, r.outcome, r.answered_at, r.created_at
     FROM reports r JOIN cases c ON c.id = r.case_id WHERE r.reporter_id = $1 AND r.id < $2 ORDER BY r.id DESC LIMIT $3`,
    [userId, before, input.limit + 1],
  )
}
