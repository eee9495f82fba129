import type { Flag } from '../../db/sql.ts'
import { day } from '../../lib/clock.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { standsSql } from './people/read-people.ts'

/** A decision as the person it is about is told of it, with their appeal if there is one. */
export interface StrikeRow {
  id: string
  type: string
  subjectType: string
  subjectId: string
  reason: string
  isAutomatic: Flag
  createdAt: number
  expiresAt: number | null
  endedAt: number | null
  endReason: string | null
  appealId: string | null
  appealState: string | null
  appealAnswer: string | null
  appealDecidedAt: number | null
}

/** The statement of reasons: every decision about the person who acts that was not found to be wrong, newest first. */
export function listStrikes(context: Context): Promise<StrikeRow[]> {
  return context.db.read.all<StrikeRow>(
    `SELECT a.id, a.type, a.subject_type, a.subject_id, a.reason, a.is_automatic, a.created_at, a.expires_at, a.ended_at,
       a.end_reason, p.id AS appeal_id, p.state AS appeal_state, p.answer AS appeal_answer,
       p.decided_at AS appeal_decided_at
     FROM moderation_actions a LEFT JOIN appeals p ON p.action_id = a.id
     WHERE a.user_id = $1 AND (${standsSql('a')} OR p.id IS NOT NULL) ORDER BY a.id DESC LIMIT 200`,
    [personOf(context.actor).userId],
  )
}

/** Until when a decision made at a time can be appealed against. */
export function appealableUntil(context: Context, decidedAt: number): number {
  return decidedAt + context.settings.get('moderation.appealDays') * day
}
