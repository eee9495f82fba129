import { z } from 'zod'
import { escapeLike, type Flag, type Reader, type SqlValue } from '../../../db/sql.ts'
import { pageQuery } from '../../../lib/fields.ts'
import { foldForSearch } from '../../../lib/text-fold.ts'
import { hasRole, type Role } from '../../actor.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { findPerson } from './find-person.ts'

/** A person as operators see them in lists. */
export interface AdminUserRow {
  id: string
  username: string
  displayName: string
  email: string | null
  emailVerifiedAt: number | null
  role: Role
  status: 'active' | 'suspended' | 'deleted'
  suspendedUntil: number | null
  silencedUntil: number | null
  isVerified: Flag
  bio: string
  postsCount: number
  followersCount: number
  followingCount: number
  reportsCount: number
  strikesCount: number
  lastSeenAt: number | null
  createdAt: number
  sortKey: string | number
}

const orders = {
  newest: { key: 'u.id', type: 'text', down: true },
  seen: { key: 'COALESCE(u.last_seen_at, 0)', type: 'number', down: true },
  reports: {
    key: '(SELECT COALESCE(SUM(c.reports_count), 0) FROM cases c WHERE c.user_id = u.id)',
    type: 'number',
    down: true,
  },
  username: { key: 'u.username_key', type: 'text', down: false },
} as const

export const listPeopleInput = pageQuery({
  query: z.string().trim().min(1).max(100).optional().describe('Part of a user name, name or address.'),
  status: z.enum(['active', 'silenced', 'suspended', 'deleted']).optional(),
  role: z.enum(['user', 'moderator', 'admin']).optional(),
  sort: z.enum(['newest', 'seen', 'reports', 'username']).default('newest'),
})

export type ListPeopleInput = z.output<typeof listPeopleInput>

const columns = `u.id, u.username, u.display_name, u.email, u.email_verified_at, u.role, u.status, u.suspended_until,
  u.silenced_until, u.is_verified, u.bio, u.posts_count, u.followers_count, u.following_count, u.created_at,
  COALESCE(u.last_seen_at, (SELECT MAX(s.last_seen_at) FROM sessions s WHERE s.user_id = u.id)) AS last_seen_at,
  (SELECT COALESCE(SUM(c.reports_count), 0) FROM cases c WHERE c.user_id = u.id) AS reports_count,
  (SELECT COUNT(*) FROM moderation_actions a WHERE a.user_id = u.id AND ${standsSql('a')}) AS strikes_count`

/** A condition: the action counts as a strike, because it was not found to be wrong. */
export function standsSql(alias: string): string {
  return `(${alias}.end_reason IS NULL OR ${alias}.end_reason NOT IN ('overturned', 'undone'))`
}

/** People as an operator looks for them; one row more than `limit` when there are more. Moderators look through no addresses. */
export function listPeople(context: Context, input: ListPeopleInput): Promise<AdminUserRow[]> {
  const order = orders[input.sort]
  const values: SqlValue[] = []
  const bind = (value: SqlValue): string => `$${values.push(value)}`
  const where = ['1 = 1']
  if (input.query !== undefined) {
    const looks = [`u.search_key LIKE ${bind(`%${escapeLike(foldForSearch(input.query))}%`)} ESCAPE '\\'`]
    if (hasRole(context.actor, 'admin')) {
      looks.push(`u.email_key LIKE ${bind(`%${escapeLike(input.query.toLowerCase())}%`)} ESCAPE '\\'`)
    }
    where.push(`(${looks.join(' OR ')})`)
  }
  if (input.role !== undefined) where.push(`u.role = ${bind(input.role)}`)
  const isSilenced = () => `COALESCE(u.silenced_until, 0) > ${bind(context.now())}`
  if (input.status === 'silenced') where.push(`u.status = 'active' AND ${isSilenced()}`)
  else if (input.status === 'active') where.push(`u.status = 'active' AND NOT (${isSilenced()})`)
  else if (input.status !== undefined) where.push(`u.status = ${bind(input.status)}`)
  if (input.cursor !== undefined) {
    const [key, id] = context.cursors.decode(`admin-users:${input.sort}`, input.cursor)
    where.push(`(${order.key}, u.id) ${order.down ? '<' : '>'} (${bind(key!)}, ${bind(String(id))})`)
  }
  const direction = order.down ? 'DESC' : 'ASC'
  return context.db.read.all<AdminUserRow>(
    `SELECT ${columns}, ${order.key} AS sort_key FROM users u WHERE ${where.join(' AND ')}
     ORDER BY ${order.key} ${direction}, u.id ${direction} LIMIT ${bind(input.limit + 1)}`,
    values,
  )
}

/** The cursor that goes on behind a person of the list. */
export function peopleCursor(context: Context, sort: ListPeopleInput['sort'], row: AdminUserRow): string {
  return context.cursors.encode(`admin-users:${sort}`, [row.sortKey, row.id])
}

/** One person as in lists. Throws `not_found`. */
export async function readPerson(reader: Reader, id: string): Promise<AdminUserRow> {
  const row = await reader.get<AdminUserRow>(`SELECT ${columns}, u.id AS sort_key FROM users u WHERE u.id = $1`, [id])
  if (row === undefined) throw notFound()
  return row
}

/** Everything about a person that operators see. */
export interface AdminUserDetailRows {
  user: AdminUserRow
  sessions: { id: string; deviceName: string; ip: string; createdAt: number; lastSeenAt: number }[]
  logins: { createdAt: number; ip: string; deviceName: string; endReason: string | null }[]
  cases: CaseOfPerson[]
  /** What they reported themself, newest first. */
  filed: ReportByPerson[]
  notes: { id: string; authorId: string | null; authorName: string; text: string; createdAt: number }[]
  strikes: StrikeOfPerson[]
}

export interface CaseOfPerson {
  id: string
  subjectType: string
  subjectId: string
  userId: string | null
  subjectName: string | null
  reason: string
  state: 'open' | 'resolved' | 'dismissed'
  reportsCount: number
  claimedByName: string | null
  claimedUntil: number | null
  dueAt: number
  createdAt: number
  resolvedAt: number | null
}

export interface ReportByPerson {
  id: string
  caseId: string
  subjectType: string
  subjectId: string
  subjectName: string | null
  reason: string
  comment: string | null
  outcome: string | null
  createdAt: number
}

export interface StrikeOfPerson {
  id: string
  type: string
  reason: string
  by: string
  createdAt: number
  expiresAt: number | null
}

/** A person with sessions, sign-ins, reports, notes and strikes; sessions and addresses for admins alone. Throws `not_found`. */
export async function readPersonDetail(context: Context, nameOrId: string): Promise<AdminUserDetailRows> {
  const { read } = context.db
  const { id } = await findPerson(read, nameOrId)
  const isAdmin = hasRole(context.actor, 'admin')
  const [user, devices, cases, filed, notes, strikes] = await Promise.all([
    readPerson(read, id),
    isAdmin
      ? read.all<{
          id: string
          deviceName: string
          ip: string
          createdAt: number
          lastSeenAt: number
          endedAt: number | null
          endReason: string | null
        }>(
          `SELECT id, device_name, ip, created_at, last_seen_at, ended_at, end_reason FROM sessions
           WHERE user_id = $1 ORDER BY id DESC LIMIT 50`,
          [id],
        )
      : [],
    read.all<CaseOfPerson>(
      `SELECT c.id, c.subject_type, c.subject_id, c.user_id, u.username AS subject_name, c.reason, c.state,
         c.reports_count, c.claimed_by_name, c.claimed_until, c.due_at, c.created_at, c.resolved_at
       FROM cases c LEFT JOIN users u ON u.id = c.user_id WHERE c.user_id = $1 ORDER BY c.id DESC LIMIT 50`,
      [id],
    ),
    readFiled(context, id),
    read.all<AdminUserDetailRows['notes'][number]>(
      'SELECT id, author_id, author_name, text, created_at FROM operator_notes WHERE user_id = $1 ORDER BY id DESC LIMIT 50',
      [id],
    ),
    read.all<StrikeOfPerson>(
      `SELECT a.id, a.type, a.reason, a.decided_by_name AS by, a.created_at, a.expires_at FROM moderation_actions a
       WHERE a.user_id = $1 AND ${standsSql('a')} ORDER BY a.id DESC LIMIT 50`,
      [id],
    ),
  ])
  return {
    user,
    sessions: devices.filter(({ endedAt }) => endedAt === null),
    logins: devices,
    cases,
    filed,
    notes,
    strikes,
  }
}

// An operator who is reported must not learn by whom, here either.
function readFiled({ db, actor }: Context, id: string): Promise<ReportByPerson[]> {
  return db.read.all<ReportByPerson>(
    `SELECT r.id, r.case_id, c.subject_type, c.subject_id, u.username AS subject_name, r.reason, r.comment, r.outcome,
       r.created_at
     FROM reports r JOIN cases c ON c.id = r.case_id LEFT JOIN users u ON u.id = c.user_id
     WHERE r.reporter_id = $1 AND COALESCE(c.user_id, '') <> $2 ORDER BY r.id DESC LIMIT 50`,
    [id, actor.kind === 'person' ? actor.userId : ''],
  )
}
