import { z } from 'zod'
import type { Unit } from '../../../db/unit.ts'
import { day } from '../../../lib/clock.ts'
import { idField, proseField } from '../../../lib/fields.ts'
import { newId } from '../../../lib/ids.ts'
import { actorIdentity, recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { invalidField } from '../../errors.ts'
import { blockImages } from '../../filters/index.ts'
import { readHeldMedia } from '../../media/index.ts'
import { type ActionType, endActions, keepAction } from '../people/actions.ts'
import { findPerson, requireAbove } from '../people/find-person.ts'
import { type Changed, sanction } from '../people/sanction-person.ts'
import { type HeldCase, holdOpenCase } from './claim-case.ts'
import { applyToContent, isContent, type Subject } from './subjects.ts'

const actionField = z.strictObject({
  type: z.enum(['warn', 'hide', 'delete', 'silence', 'suspend']),
  durationSeconds: z.number().int().min(60).max(3_153_600_000).nullable().optional(),
})

export const decideCaseInput = z.strictObject({
  actions: z.array(actionField).min(1).max(5),
  note: proseField(2000, 1).optional().describe('Kept about the person, for other operators.'),
  blockMedia: z
    .boolean()
    .optional()
    .describe('Whether the pictures and videos that were reported cannot be uploaded again, by anybody.'),
  alsoCases: z.array(idField()).max(99).optional().describe('Further cases to decide alike, all or none.'),
})

type Decision = z.output<typeof decideCaseInput> & { reason: string }

/** What was decided: the entry of the first case, and of each. */
export interface Decided extends Changed {
  decided: Changed[]
}

/**
 * Decides cases: every action on each, in one unit, with one audit entry for each case. The person is told the reason and how to appeal, the
 * reporters that something was done. Throws like `holdOpenCase`, and `validation_failed` for what does not go together.
 */
export function resolveCases(context: Context, caseId: string, decision: Decision): Promise<Decided> {
  return context.write(async (unit) => {
    const decided: Changed[] = []
    let blocked = 0
    for (const id of [...new Set([caseId, ...(decision.alsoCases ?? [])])]) {
      const hashes = decision.blockMedia === true ? await reportedHashes(unit, id) : []
      blocked += hashes.length
      decided.push({ id, auditId: await resolveOne(unit, context, id, decision, hashes) })
    }
    if (decision.blockMedia === true && blocked === 0) {
      throw invalidField('blockMedia', 'Nothing that was reported here has a picture.')
    }
    return { ...decided[0]!, decided }
  })
}

/** Closes a case because no rule was broken; what was hidden meanwhile is back, and the reporters are told. */
export function dismissCase(context: Context, caseId: string, reason: string): Promise<Changed> {
  return context.write(async (unit) => {
    const found = await holdOpenCase(unit, context, caseId)
    const auditId = await auditDecision(unit, context, found, 'dismiss', reason, {})
    await bringBack(unit, context, found, auditId)
    await close(unit, context, found, 'dismissed')
    return { id: caseId, auditId }
  })
}

async function resolveOne(
  unit: Unit,
  context: Context,
  caseId: string,
  decision: Decision,
  blocked: readonly string[],
): Promise<string> {
  const found = await holdOpenCase(unit, context, caseId)
  const { subjectType: type, subjectId: id, userId } = found
  const subject: Subject = { type, id }
  checkActions(decision, found)
  if (userId !== null) requireAbove(context, await findPerson(unit, userId))
  const actions = decision.actions.map((action) => ({ ...action, durationSeconds: action.durationSeconds ?? null }))
  const auditId = await auditDecision(unit, context, found, 'resolve', decision.reason, {
    actions,
    ...(blocked.length === 0 ? {} : { blockedMedia: blocked }),
  })
  await blockImages(unit, context, { hashes: blocked, auditId })
  const keepsHidden = actions.some((action) => action.type === 'hide' || action.type === 'delete')
  if (!keepsHidden) await bringBack(unit, context, found, auditId)
  else await endHidden(unit, context, found, auditId)
  const shared = { subject, reason: decision.reason, caseId, auditId }
  for (const action of actions) {
    if (action.type === 'hide' || action.type === 'delete') {
      await applyToContent(unit, context, action.type, subject)
      await keepAction(unit, context, { ...shared, userId, type: action.type })
    } else {
      await sanction(
        unit,
        context,
        { id: userId! },
        { ...shared, type: action.type, durationSeconds: action.durationSeconds },
      )
    }
  }
  if (decision.note !== undefined && userId !== null) await keepNote(unit, context, userId, decision.note)
  await close(unit, context, found, 'resolved')
  return auditId
}

/** What filters know the pictures by that were reported in a case. */
async function reportedHashes(unit: Unit, caseId: string): Promise<string[]> {
  const pieces = await unit.all<{ id: string }>('SELECT id FROM case_evidence WHERE case_id = $1 AND is_reported', [
    caseId,
  ])
  const held = await readHeldMedia(
    unit,
    'evidence',
    pieces.map(({ id }) => id),
  )
  return [...new Set(held.flatMap(({ hashes }) => hashes))]
}

function checkActions({ actions }: Decision, { subjectType, userId }: HeldCase): void {
  const types = new Set<ActionType>(actions.map((action) => action.type))
  if (types.size !== actions.length) throw invalidField('actions', 'Each action may be given once.')
  for (const [index, { type, durationSeconds }] of actions.entries()) {
    const isOnContent = type === 'hide' || type === 'delete'
    const path = `actions.${index}.type`
    if (isOnContent && !isContent(subjectType))
      throw invalidField(path, `A ${subjectType} cannot be hidden or deleted.`)
    if (!isOnContent && userId === null) throw invalidField(path, 'There is nobody to act on in this case.')
    if (durationSeconds != null && type !== 'silence' && type !== 'suspend') {
      throw invalidField(`actions.${index}.durationSeconds`, 'Only a silence or suspension has a duration.')
    }
  }
}

function auditDecision(
  unit: Unit,
  context: Context,
  found: HeldCase,
  verb: 'resolve' | 'dismiss',
  reason: string,
  more: Record<string, unknown>,
): Promise<string> {
  return recordAudit(unit, context, {
    action: `case.${verb}`,
    subjectType: 'case',
    subjectId: found.id,
    reason,
    before: { state: 'open' },
    after: {
      state: verb === 'resolve' ? 'resolved' : 'dismissed',
      subject: { type: found.subjectType, id: found.subjectId },
      userId: found.userId,
      ...more,
    },
  })
}

/** Ends what a rule hid until this decision; answers whether anything was. */
async function endHidden(unit: Unit, context: Context, found: HeldCase, auditId: string): Promise<boolean> {
  const hidden = await unit.all<{ id: string }>(
    `SELECT id FROM moderation_actions WHERE case_id = $1 AND type = 'hide' AND is_automatic AND ended_at IS NULL`,
    [found.id],
  )
  await endActions(unit, context, { ids: hidden.map(({ id }) => id), reason: 'undone', auditId })
  return hidden.length > 0
}

async function bringBack(unit: Unit, context: Context, found: HeldCase, auditId: string): Promise<void> {
  if (!(await endHidden(unit, context, found, auditId))) return
  await applyToContent(unit, context, 'restore', { type: found.subjectType, id: found.subjectId })
}

async function close(unit: Unit, context: Context, { id }: HeldCase, state: 'resolved' | 'dismissed'): Promise<void> {
  const now = context.now()
  const keepMs = context.settings.get('moderation.evidenceDays') * day
  await unit.run(
    `UPDATE cases SET state = $2, resolved_at = $3, evidence_expires_at = $4, claimed_by = NULL, claimed_by_name = NULL,
       claimed_until = NULL WHERE id = $1`,
    [id, state, now, now + keepMs],
  )
  const outcome = state === 'resolved' ? 'actioned' : 'dismissed'
  const answered = await unit.all<{ id: string; reporterId: string | null }>(
    'UPDATE reports SET outcome = $2, answered_at = $3 WHERE case_id = $1 RETURNING id, reporter_id',
    [id, outcome, now],
  )
  for (const { id: reportId, reporterId } of answered) {
    if (reporterId === null) continue
    await context.events.publish(unit, context, 'report.answered', { reportId, caseId: id, reporterId, outcome })
  }
}

async function keepNote(unit: Unit, context: Context, userId: string, text: string): Promise<void> {
  const { key, name } = actorIdentity(context.actor)
  await unit.run(
    `INSERT INTO operator_notes (id, user_id, author_id, author_name, text, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [newId(context.now()), userId, key, name, text, context.now()],
  )
}
