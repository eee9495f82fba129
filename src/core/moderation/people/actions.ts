import type { Flag } from '../../../db/sql.ts'
import type { Unit } from '../../../db/unit.ts'
import { newId } from '../../../lib/ids.ts'
import { actorIdentity } from '../../audit/index.ts'
import type { Context } from '../../context.ts'

/** What can be decided about a person or what they published. Each counts as a strike while it stands. */
export type ActionType = 'warn' | 'silence' | 'suspend' | 'hide' | 'delete'

/** Why an action is over: its time came, an operator lifted it, an appeal was right, or the decision was undone. */
export type ActionEnd = 'expired' | 'lifted' | 'overturned' | 'undone'

/** One decision, as it is kept. */
export interface ActionRow {
  id: string
  userId: string | null
  type: ActionType
  subjectType: string
  subjectId: string
  reason: string
  caseId: string | null
  auditId: string
  decidedBy: string | null
  decidedByName: string
  isAutomatic: Flag
  createdAt: number
  expiresAt: number | null
  endedAt: number | null
  endReason: ActionEnd | null
}

export interface NewAction {
  userId: string | null
  type: ActionType
  subject: { type: string; id: string }
  reason: string
  caseId?: string | null
  auditId: string
  expiresAt?: number | null
}

export const actionColumns = `id, user_id, type, subject_type, subject_id, reason, case_id, audit_id, decided_by,
  decided_by_name, is_automatic, created_at, expires_at, ended_at, end_reason`

/** Keeps a decision; whoever it concerns is told. Answers its id. */
export async function keepAction(unit: Unit, context: Context, action: NewAction): Promise<string> {
  const id = newId(context.now())
  const { key, name } = actorIdentity(context.actor)
  await unit.run(
    `INSERT INTO moderation_actions (id, user_id, type, subject_type, subject_id, reason, case_id, audit_id, decided_by,
       decided_by_name, is_automatic, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      id,
      action.userId,
      action.type,
      action.subject.type,
      action.subject.id,
      action.reason,
      action.caseId ?? null,
      action.auditId,
      key,
      name,
      context.actor.kind === 'system',
      context.now(),
      action.expiresAt ?? null,
    ],
  )
  if (action.userId !== null) {
    await context.events.publish(unit, context, 'moderation.decided', { actionId: id, userId: action.userId })
  }
  return id
}

/** Ends actions in force, by id; answers those that were. */
export async function endActions(
  unit: Unit,
  context: Context,
  input: { ids: readonly string[]; reason: ActionEnd; auditId: string | null },
): Promise<void> {
  for (const id of input.ids) {
    await unit.run(
      'UPDATE moderation_actions SET ended_at = $2, end_reason = $3, end_audit_id = $4 WHERE id = $1 AND ended_at IS NULL',
      [id, context.now(), input.reason, input.auditId],
    )
  }
}

/** The actions in force on a person, of the given types. */
export function actionsInForce(unit: Unit, userId: string, types: readonly ActionType[]): Promise<ActionRow[]> {
  return unit.all<ActionRow>(
    `SELECT ${actionColumns} FROM moderation_actions
     WHERE user_id = $1 AND ended_at IS NULL AND type IN (${types.map((type) => `'${type}'`).join(',')}) ORDER BY id`,
    [userId],
  )
}
