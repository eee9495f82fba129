import { z } from 'zod'
import { placeholders, type SqlValue } from '../../../db/sql.ts'
import { idField, pageQuery, proseField } from '../../../lib/fields.ts'
import { hasRole } from '../../actor.ts'
import { recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { failure, invalidField, notFound } from '../../errors.ts'
import { mediaColumn } from '../../media/index.ts'
import { type ContentRow, contentConditions, contentFilters, heldSql, reportsSql } from './list-content.ts'

export const ground = {
  report: idField().optional().describe('The report or case they are read for.'),
  reason: proseField(500, 1).optional().describe('Why they are read; needed without a report.'),
}

export const listMessagesForReviewInput = pageQuery({
  ...ground,
  ...contentFilters,
  query: z.string().max(100).optional().describe('Not looked at: there is no search through private messages.'),
  conversation: idField().optional(),
})

export const readMessageForReviewInput = z.strictObject(ground)

const select = `SELECT c.id, c.sender_id AS author_id, u.username AS author_name, c.text, c.edited_at, c.hidden_at,
    c.deleted_at, ${heldSql('message', 'c.id')} AS held_by,
    (SELECT COUNT(*) FROM message_reactions x WHERE x.message_id = c.id) AS reactions, 0 AS comments,
    ${reportsSql('message', 'c.id')} AS reports, c.created_at, c.conversation_id,
    FALSE AS is_sensitive, ${mediaColumn('message_media a', 'a.message_id = c.id', 'a.media_id', 'a.position')} AS media,
    r.id AS recipient_id, r.username AS recipient_name
  FROM messages c JOIN users u ON u.id = c.sender_id
    LEFT JOIN users r ON r.id = (SELECT MIN(o.user_id) FROM participants o
      WHERE o.conversation_id = c.conversation_id AND o.user_id <> c.sender_id)`

export interface Ground {
  report?: string | undefined
  reason?: string | undefined
}

/**
 * Private messages, for a report (then those that were kept with it) or with a reason, newest first; reading is written to
 * the audit before anything is shown. Throws `validation_failed` without either, `forbidden` for a moderator without a report.
 */
export async function listMessagesForReview(
  context: Context,
  input: z.output<typeof listMessagesForReviewInput>,
): Promise<ContentRow[]> {
  if (input.query !== undefined) throw invalidField('query', 'There is no search through private messages.')
  const values: SqlValue[] = []
  const bind = (value: SqlValue): string => `$${values.push(value)}`
  const where = contentConditions('message', input, bind)
  const subject = await groundOf(context, input)
  if (subject.ids !== null) {
    if (subject.ids.length === 0) return []
    const from = values.length + 1
    values.push(...subject.ids)
    where.push(`c.id IN (${placeholders(subject.ids.length, from)})`)
  }
  if (input.conversation !== undefined) where.push(`c.conversation_id = ${bind(input.conversation)}`)
  if (input.cursor !== undefined) {
    where.push(`c.id < ${bind(String(context.cursors.decode('admin-message', input.cursor)[0]))}`)
  }
  await auditReading(context, subject.caseId ?? input.conversation ?? null, input)
  return context.db.read.all<ContentRow>(
    `${select} WHERE ${where.join(' AND ')} ORDER BY c.id DESC LIMIT ${bind(input.limit + 1)}`,
    values,
  )
}

/** One message with those around it; the reading is written to the audit. Throws like `listMessagesForReview`, and `not_found`. */
export async function readMessageForReview(
  context: Context,
  id: string,
  input: Ground,
): Promise<{ message: ContentRow; around: ContentRow[] }> {
  const subject = await groundOf(context, input)
  if (subject.ids !== null && !subject.ids.includes(id)) throw notFound()
  const { read } = context.db
  const message = await read.get<ContentRow>(`${select} WHERE c.id = $1`, [id])
  if (message === undefined) throw notFound()
  await auditReading(context, id, input, 'message')
  const [before, after] = await Promise.all([
    read.all<ContentRow>(`${select} WHERE c.conversation_id = $1 AND c.id < $2 ORDER BY c.id DESC LIMIT 5`, [
      message.conversationId,
      id,
    ]),
    read.all<ContentRow>(`${select} WHERE c.conversation_id = $1 AND c.id > $2 ORDER BY c.id LIMIT 5`, [
      message.conversationId,
      id,
    ]),
  ])
  const around = [...before.reverse(), ...after]
  return { message, around: around.filter((row) => subject.ids === null || subject.ids.includes(row.id)) }
}

/** What the ground covers: the messages kept with a case, or (with a reason alone) every message. */
export async function groundOf(
  context: Context,
  input: Ground,
): Promise<{ caseId: string | null; ids: string[] | null }> {
  if (input.report === undefined) {
    if (input.reason === undefined) throw invalidField('reason', 'Messages are read for a report, or with a reason.')
    if (!hasRole(context.actor, 'admin')) throw failure('forbidden', 'Without a report, only an admin reads messages.')
    return { caseId: null, ids: null }
  }
  const userId = context.actor.kind === 'person' ? context.actor.userId : ''
  const found = await context.db.read.get<{ id: string }>(
    `SELECT c.id FROM cases c WHERE (c.id = $1 OR c.id = (SELECT case_id FROM reports WHERE id = $1))
       AND COALESCE(c.user_id, '') <> $2`,
    [input.report, userId],
  )
  if (found === undefined) throw notFound()
  const kept = await context.db.read.all<{ subjectId: string }>(
    `SELECT subject_id FROM case_evidence WHERE case_id = $1 AND type = 'message'`,
    [found.id],
  )
  return { caseId: found.id, ids: kept.map(({ subjectId }) => subjectId) }
}

function auditReading(context: Context, id: string | null, input: Ground, type?: 'message'): Promise<string> {
  const subjectType = type ?? (input.report === undefined ? 'conversation' : 'case')
  return context.db.transaction((unit) =>
    recordAudit(unit, context, {
      action: 'message.read',
      subjectType,
      subjectId: id ?? 'all',
      reason: input.reason ?? null,
      before: null,
      after: input.report === undefined ? null : { report: input.report },
    }),
  )
}
