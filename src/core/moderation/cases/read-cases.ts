import { z } from 'zod'
import type { Flag, SqlValue } from '../../../db/sql.ts'
import { flagQuery, pageQuery } from '../../../lib/fields.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { type HeldMedia, readHeldMedia } from '../../media/index.ts'
import type { CaseOfPerson } from '../people/read-people.ts'
import { claimant } from './claim-case.ts'
import { accuracyOf } from './file-report.ts'
import { reasonNames, subjectTypes } from './reasons.ts'

export const listCasesInput = pageQuery({
  state: z.enum(['open', 'claimed', 'resolved', 'dismissed']).optional().describe('What waits, if absent.'),
  reason: z.enum([...reasonNames, 'filter']).optional(),
  type: z.enum(subjectTypes).optional(),
  mine: flagQuery().optional().describe('Only what I claimed.'),
})

export type ListCasesInput = z.output<typeof listCasesInput>

const columns = `c.id, c.subject_type, c.subject_id, c.user_id,
  COALESCE(u.username, (SELECT v.title FROM videos v WHERE v.youtube_id = c.subject_id AND c.subject_type = 'video')) AS subject_name, c.reason, c.state,
  c.reports_count, c.claimed_by_name, c.claimed_until, c.due_at, c.created_at, c.resolved_at`
const from = 'FROM cases c LEFT JOIN users u ON u.id = c.user_id'

/** Cases, what is due first before the rest; one row more than `limit` when there are more. Nobody sees those about themself. */
export function listCases(context: Context, input: ListCasesInput): Promise<CaseOfPerson[]> {
  const values: SqlValue[] = []
  const bind = (value: SqlValue): string => `$${values.push(value)}`
  const where = [notAboutMe(context, bind)]
  const stored = input.state === 'resolved' || input.state === 'dismissed' ? input.state : 'open'
  where.push(`c.state = ${bind(stored)}`)
  if (input.state === 'claimed') where.push(`c.claimed_until > ${bind(context.now())}`)
  if (input.state === 'open') where.push(`COALESCE(c.claimed_until, 0) <= ${bind(context.now())}`)
  if (input.reason !== undefined) where.push(`c.reason = ${bind(input.reason)}`)
  if (input.type !== undefined) where.push(`c.subject_type = ${bind(input.type)}`)
  if (input.mine) {
    where.push(`c.claimed_by = ${bind(claimant(context))} AND c.claimed_until > ${bind(context.now())}`)
  }
  if (input.cursor !== undefined) {
    const [dueAt, id] = context.cursors.decode('admin-cases', input.cursor)
    where.push(`(c.due_at, c.id) > (${bind(Number(dueAt))}, ${bind(String(id))})`)
  }
  return context.db.read.all<CaseOfPerson>(
    `SELECT ${columns} ${from} WHERE ${where.join(' AND ')} ORDER BY c.due_at, c.id LIMIT ${bind(input.limit + 1)}`,
    values,
  )
}

/** The cursor that goes on behind a case of the list. */
export function caseCursor(context: Context, row: CaseOfPerson): string {
  return context.cursors.encode('admin-cases', [row.dueAt, row.id])
}

/** A case with everything there is to decide it by. */
export interface CaseDetailRows {
  found: CaseOfPerson
  evidence: {
    id: string
    type: string
    authorId: string | null
    authorName: string | null
    text: string | null
    link: string | null
    isReported: Flag
    happenedAt: number
    pictures: HeldMedia[]
  }[]
  reports: {
    id: string
    reporterId: string | null
    reporterName: string | null
    reason: string
    comment: string | null
    createdAt: number
    accuracy: number | null
  }[]
  /** Cases before about the same, the same person or the same channel, newest first. */
  earlier: EarlierCase[]
  history: { id: string; action: string; actorName: string; reason: string | null; createdAt: number }[]
}

/** A case that was before, and what came of it. */
export interface EarlierCase {
  id: string
  subjectType: string
  subjectId: string
  reason: string
  state: string
  /** What was done, as far as it stands; null for nothing. */
  actions: string | null
  createdAt: number
}

/** A case by its id or that of a report in it, for whoever may see it. Throws `not_found`. */
export async function findCase(context: Context, caseOrReportId: string): Promise<CaseOfPerson> {
  const values: SqlValue[] = [caseOrReportId]
  const mine = notAboutMe(context, (value) => `$${values.push(value)}`)
  const found = await context.db.read.get<CaseOfPerson>(
    `SELECT ${columns} ${from} WHERE (c.id = $1 OR c.id = (SELECT case_id FROM reports WHERE id = $1)) AND ${mine}`,
    values,
  )
  if (found === undefined) throw notFound()
  return found
}

/** A case with everything there is to decide it by. Throws like `findCase`. */
export async function readCase(context: Context, caseOrReportId: string): Promise<CaseDetailRows> {
  const { read } = context.db
  const found = await findCase(context, caseOrReportId)
  const [evidence, reports, earlier, history] = await Promise.all([
    read.all<Omit<CaseDetailRows['evidence'][number], 'pictures'>>(
      `SELECT id, type, author_id, author_name, text, link, is_reported, happened_at FROM case_evidence
       WHERE case_id = $1 ORDER BY happened_at, position, id LIMIT 100`,
      [found.id],
    ),
    read.all<Omit<CaseDetailRows['reports'][number], 'accuracy'>>(
      `SELECT r.id, r.reporter_id, u.username AS reporter_name, r.reason, r.comment, r.created_at
       FROM reports r LEFT JOIN users u ON u.id = r.reporter_id WHERE r.case_id = $1 ORDER BY r.id LIMIT 100`,
      [found.id],
    ),
    readEarlier(context, found.id),
    read.all<CaseDetailRows['history'][number]>(
      `SELECT id, action, actor_name, reason, created_at FROM audit_entries
       WHERE subject_type = 'case' AND subject_id = $1 ORDER BY id LIMIT 100`,
      [found.id],
    ),
  ])
  const held = await readHeldMedia(
    read,
    'evidence',
    evidence.map(({ id }) => id),
  )
  const accuracies = await Promise.all(
    reports.map(({ reporterId }) => (reporterId === null ? null : accuracyOf(read, reporterId))),
  )
  return {
    found,
    evidence: evidence.map((piece) => ({ ...piece, pictures: held.filter(({ holderId }) => holderId === piece.id) })),
    earlier,
    reports: reports.map((report, index) => ({ ...report, accuracy: accuracies[index]! })),
    history,
  }
}

function readEarlier(context: Context, caseId: string): Promise<EarlierCase[]> {
  const values: SqlValue[] = [caseId]
  const mine = notAboutMe(context, (value) => `$${values.push(value)}`)
  return context.db.read.all<EarlierCase>(
    `SELECT c.id, c.subject_type, c.subject_id, c.reason, c.state, c.created_at,
       (SELECT string_agg(a.type, ', ') FROM moderation_actions a WHERE a.case_id = c.id
          AND (a.end_reason IS NULL OR a.end_reason NOT IN ('undone', 'overturned'))) AS actions
     FROM cases c JOIN cases this ON this.id = $1
     WHERE c.id < this.id AND ${mine} AND ((c.subject_type = this.subject_type AND c.subject_id = this.subject_id)
       OR c.user_id = this.user_id OR c.channel_id = this.channel_id)
     ORDER BY c.id DESC LIMIT 20`,
    values,
  )
}

// An operator who is reported must not learn by whom.
function notAboutMe({ actor }: Context, bind: (value: SqlValue) => string): string {
  return actor.kind === 'person' ? `COALESCE(c.user_id, '') <> ${bind(actor.userId)}` : '1 = 1'
}
