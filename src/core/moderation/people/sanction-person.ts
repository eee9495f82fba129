import type { Unit } from '../../../db/unit.ts'
import { isoTime, second } from '../../../lib/clock.ts'
import { keepAnAdmin } from '../../accounts/index.ts'
import { recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { failure } from '../../errors.ts'
import { type ActionType, actionsInForce, endActions, keepAction } from './actions.ts'
import { applySanctions, forever } from './apply-sanctions.ts'
import { findPerson, requireAbove, type TargetRow } from './find-person.ts'

/** A change that an operator made. */
export interface Changed {
  auditId: string
  /** Whom or what it was made to. */
  id: string
}

export interface SanctionInput {
  person: string
  type: 'warn' | 'silence' | 'suspend'
  reason: string
  /** How long a silence or suspension lasts; null for good. */
  durationSeconds: number | null
}

/**
 * Warns, silences or suspends a person; it counts as a strike, and they are told the reason. A suspension ends their
 * sessions and streams at once. Throws `not_found`, `forbidden`, or `conflict` for the last admin.
 */
export function sanctionPerson(context: Context, input: SanctionInput): Promise<Changed> {
  return context.write(async (unit) => {
    const target = await findPerson(unit, input.person)
    requireAbove(context, target)
    const before = standing(context, target)
    const auditId = await recordAudit(unit, context, {
      action: `user.${input.type}`,
      subjectType: 'user',
      subjectId: target.id,
      subjectName: target.username,
      reason: input.reason,
      before,
      after: afterSanction(context, before, input),
    })
    await sanction(unit, context, target, { ...input, auditId, subject: { type: 'user', id: target.id } })
    return { auditId, id: target.id }
  })
}

/** The sanction itself, in the unit of whoever decided it and under their audit entry. Throws `conflict` for the last admin. */
export async function sanction(
  unit: Unit,
  context: Context,
  target: Pick<TargetRow, 'id'>,
  input: {
    type: 'warn' | 'silence' | 'suspend'
    reason: string
    durationSeconds: number | null
    auditId: string
    subject: { type: string; id: string }
    caseId?: string
  },
): Promise<string> {
  if (input.type === 'suspend') await keepAnAdmin(unit, context, target.id)
  const isTimed = input.type !== 'warn' && input.durationSeconds !== null
  const id = await keepAction(unit, context, {
    userId: target.id,
    type: input.type,
    subject: input.subject,
    reason: input.reason,
    caseId: input.caseId ?? null,
    auditId: input.auditId,
    expiresAt: isTimed ? context.now() + input.durationSeconds! * second : null,
  })
  if (input.type !== 'warn') await applySanctions(unit, context, target.id)
  return id
}

/** Ends sanctions of the given kinds: `restore` ends every one. Throws `not_found`, `forbidden`, or `conflict` when there is none. */
export function liftSanctions(
  context: Context,
  input: { person: string; verb: 'unsilence' | 'unsuspend' | 'restore'; reason: string | null },
): Promise<Changed> {
  const types: ActionType[] =
    input.verb === 'restore' ? ['silence', 'suspend'] : [input.verb === 'unsilence' ? 'silence' : 'suspend']
  return context.write(async (unit) => {
    const target = await findPerson(unit, input.person)
    requireAbove(context, target)
    const before = standing(context, target)
    const inForce = await actionsInForce(unit, target.id, types)
    if (inForce.length === 0 && before.status === 'active') {
      throw failure('conflict', 'There is no sanction in force to lift.')
    }
    const auditId = await recordAudit(unit, context, {
      action: `user.${input.verb}`,
      subjectType: 'user',
      subjectId: target.id,
      subjectName: target.username,
      reason: input.reason,
      before,
      after: { ...before, ended: inForce.map(({ id }) => id) },
    })
    await endActions(unit, context, { ids: inForce.map(({ id }) => id), reason: 'lifted', auditId })
    await applySanctions(unit, context, target.id)
    return { auditId, id: target.id }
  })
}

/** How a person stands: `active`, `silenced`, `suspended` or `deleted`, and until when (null: for good, or not at all). */
export function standing(
  context: Pick<Context, 'now'>,
  { status, suspendedUntil, silencedUntil }: Pick<TargetRow, 'status' | 'suspendedUntil' | 'silencedUntil'>,
): { status: string; statusUntil: string | null } {
  if (status === 'suspended') return { status, statusUntil: isoTime(suspendedUntil) }
  if (status === 'active' && silencedUntil !== null && silencedUntil > context.now()) {
    return { status: 'silenced', statusUntil: silencedUntil >= forever ? null : isoTime(silencedUntil) }
  }
  return { status, statusUntil: null }
}

function afterSanction(
  context: Context,
  before: { status: string; statusUntil: string | null },
  { type, durationSeconds }: SanctionInput,
): Record<string, unknown> {
  if (type === 'warn') return { ...before, warned: true }
  const until = durationSeconds === null ? null : isoTime(context.now() + durationSeconds * second)
  return { status: type === 'suspend' ? 'suspended' : 'silenced', statusUntil: until }
}
