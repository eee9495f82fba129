import { z } from 'zod'
import type { AdminUserDetailRows, AdminUserRow, CaseOfPerson } from '../core/moderation/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'

const name = z.string().max(30)
const id = z.string().max(36)
const count = z.int().nonnegative()

/** A person by id and user name, as operators' answers name them. */
export const personRefShape = z.object({ id, username: name }).meta({ id: 'PersonRef' })

/** A person as operators see them. */
export const adminUserShape = z
  .object({
    id,
    username: name,
    displayName: z.string().max(50),
    email: z.string().max(254).nullable().describe('For admins alone; moderators get null.'),
    emailVerified: z.boolean(),
    role: z.string().max(20),
    status: z.string().max(20).describe('`active`, `silenced`, `suspended` or `deleted`.'),
    statusUntil: timeShape().nullable().describe('When it ends by itself; null: not, or never.'),
    verified: z.boolean(),
    createdAt: timeShape(),
    lastSeenAt: timeShape().nullable(),
    counts: z.object({ posts: count, followers: count, following: count, reports: count, strikes: count }),
  })
  .meta({ id: 'AdminUser' })

/** A case as lists show it. */
export const adminCaseShape = z
  .object({
    id,
    subject: z.object({
      type: z.string().max(20),
      id: z.string().max(36),
      name: name.nullable().describe('The person it is about.'),
    }),
    reason: z.string().max(40).describe('The gravest reason that was given.'),
    state: z.string().max(20).describe('`open`, `claimed`, `resolved` or `dismissed`.'),
    reports: count,
    claimedBy: z.object({ name: z.string().max(64) }).nullable(),
    claimedUntil: timeShape().nullable(),
    dueAt: timeShape().nullable(),
    createdAt: timeShape(),
    resolvedAt: timeShape().nullable(),
  })
  .meta({ id: 'AdminCase' })

const many = 50

/** A person with everything that operators see. */
export const adminUserDetailShape = adminUserShape
  .extend({
    bio: z.string().max(500),
    sessions: z
      .array(
        z.object({
          id,
          deviceName: z.string().max(80),
          ip: z.string().max(45),
          createdAt: timeShape(),
          lastSeenAt: timeShape(),
        }),
      )
      .max(many),
    logins: z
      .array(
        z.object({
          at: timeShape(),
          ip: z.string().max(45),
          deviceName: z.string().max(80),
          outcome: z.string().max(40).describe('`signed_in`, or why that session ended.'),
        }),
      )
      .max(many),
    reports: z.array(adminCaseShape).max(many),
    filed: z
      .array(
        z.object({
          id,
          caseId: id,
          subject: z.object({ type: z.string().max(20), id: z.string().max(36), name: name.nullable() }),
          reason: z.string().max(40),
          comment: z.string().max(2000).nullable(),
          outcome: z.string().max(20).nullable().describe('`actioned` or `dismissed`; null while it waits.'),
          createdAt: timeShape(),
        }),
      )
      .max(many)
      .describe('What the person reported.'),
    notes: z
      .array(
        z.object({
          id,
          author: z.object({ id: id.nullable(), username: z.string().max(64) }),
          text: z.string().max(2000),
          createdAt: timeShape(),
        }),
      )
      .max(many),
    strikes: z
      .array(
        z.object({
          id,
          action: z.string().max(20),
          reason: z.string().max(500),
          by: z.string().max(64).describe('Who decided: an operator, or the rule that did.'),
          createdAt: timeShape(),
          expiresAt: timeShape().nullable(),
        }),
      )
      .max(many),
  })
  .meta({ id: 'AdminUserDetail' })

/** What the presenter must know beside the row. */
export interface OperatorView {
  now: number
  /** Whether addresses are shown. */
  seesAddresses: boolean
  /** How a person stands, and until when. */
  standing(row: AdminUserRow): { status: string; statusUntil: string | null }
}

/** A person for an operator. */
export function presentAdminUser(row: AdminUserRow, view: OperatorView): z.output<typeof adminUserShape> {
  return {
    id: row.id,
    username: row.username,
    displayName: row.displayName,
    email: view.seesAddresses ? row.email : null,
    emailVerified: row.emailVerifiedAt !== null,
    role: row.role,
    ...view.standing(row),
    verified: Boolean(row.isVerified),
    createdAt: isoTime(row.createdAt),
    lastSeenAt: isoTime(row.lastSeenAt),
    counts: {
      posts: row.postsCount,
      followers: row.followersCount,
      following: row.followingCount,
      reports: row.reportsCount,
      strikes: row.strikesCount,
    },
  }
}

/** A case for lists; claimed while the lease runs. */
export function presentAdminCase(row: CaseOfPerson, now: number): z.output<typeof adminCaseShape> {
  const isClaimed = row.state === 'open' && row.claimedByName !== null && (row.claimedUntil ?? 0) > now
  return {
    id: row.id,
    subject: { type: row.subjectType, id: row.subjectId, name: row.subjectName },
    reason: row.reason,
    state: isClaimed ? 'claimed' : row.state,
    reports: row.reportsCount,
    claimedBy: isClaimed ? { name: row.claimedByName! } : null,
    claimedUntil: isClaimed ? isoTime(row.claimedUntil) : null,
    dueAt: row.state === 'open' ? isoTime(row.dueAt) : null,
    createdAt: isoTime(row.createdAt),
    resolvedAt: isoTime(row.resolvedAt),
  }
}

/** A person with everything about them, for an operator. */
export function presentAdminUserDetail(
  rows: AdminUserDetailRows,
  view: OperatorView,
): z.output<typeof adminUserDetailShape> {
  return {
    ...presentAdminUser(rows.user, view),
    bio: rows.user.bio,
    sessions: rows.sessions.map((session) => ({
      id: session.id,
      deviceName: session.deviceName,
      ip: session.ip,
      createdAt: isoTime(session.createdAt),
      lastSeenAt: isoTime(session.lastSeenAt),
    })),
    logins: rows.logins.map((login) => ({
      at: isoTime(login.createdAt),
      ip: login.ip,
      deviceName: login.deviceName,
      outcome: login.endReason ?? 'signed_in',
    })),
    reports: rows.cases.map((row) => presentAdminCase(row, view.now)),
    filed: rows.filed.map((report) => ({
      id: report.id,
      caseId: report.caseId,
      subject: { type: report.subjectType, id: report.subjectId, name: report.subjectName },
      reason: report.reason,
      comment: report.comment,
      outcome: report.outcome,
      createdAt: isoTime(report.createdAt),
    })),
    notes: rows.notes.map((note) => ({
      id: note.id,
      author: { id: note.authorId, username: note.authorName },
      text: note.text,
      createdAt: isoTime(note.createdAt),
    })),
    strikes: rows.strikes.map((strike) => ({
      id: strike.id,
      action: strike.type,
      reason: strike.reason,
      by: strike.by,
      createdAt: isoTime(strike.createdAt),
      expiresAt: isoTime(strike.expiresAt),
    })),
  }
}
