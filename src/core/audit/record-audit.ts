import type { Unit } from '../../db/unit.ts'
import { newId } from '../../lib/ids.ts'
import type { Actor } from '../actor.ts'
import type { Context } from '../context.ts'
import type { PlannedChange } from './planned-change.ts'
import { tellOperators } from './tell-operators.ts'

export interface AuditInput {
  /** What was done, `noun.verb`. */
  action: string
  subjectType: string
  subjectId: string
  /** How the subject is called, for plans; entries that are read look it up. */
  subjectName?: string | null
  /** Why; null where the actor is a machine that follows a rule, or the operator gave none. */
  reason: string | null
  /** What was, and what is now; null where there is nothing to tell. */
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>> | null
  /** The entry that this one undoes. */
  undoOf?: string
}

const recorded = new WeakMap<Unit, PlannedChange[]>()

/** Writes the audit entry of a change in the transaction of the change itself; answers the entry's id. */
export async function recordAudit(unit: Unit, context: Context, input: AuditInput): Promise<string> {
  const id = newId(context.now())
  const { key, name } = actorIdentity(context.actor)
  noteChange(unit, input)
  await unit.run(
    `INSERT INTO audit_entries (id, actor_kind, actor_id, actor_name, door, action, subject_type, subject_id, reason,
       before_state, after_state, undo_of, request_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      id,
      context.actor.kind,
      key,
      name,
      context.door,
      input.action,
      input.subjectType,
      input.subjectId,
      input.reason,
      input.before === null ? null : JSON.stringify(input.before),
      input.after === null ? null : JSON.stringify(input.after),
      input.undoOf ?? null,
      context.origin.requestId === '' ? null : context.origin.requestId,
      context.now(),
    ],
  )
  tellOperators(unit, context, input.action, input.subjectId)
  return id
}

/** What the audit entries of a unit say that it changed. */
export function changesOf(unit: Unit): PlannedChange[] {
  return recorded.get(unit) ?? []
}

/** Who acts, as the audit keeps it: a person's id (null for machines), and a name. */
export function actorIdentity(actor: Actor): { key: string | null; name: string } {
  if (actor.kind === 'person') return { key: actor.userId, name: actor.username }
  return { key: null, name: actor.kind === 'anonymous' ? 'nobody' : actor.name }
}

function noteChange(unit: Unit, { action, subjectType, subjectId, subjectName, before, after }: AuditInput): void {
  const change = { action, subject: { type: subjectType, id: subjectId, name: subjectName ?? null }, before, after }
  const changes = recorded.get(unit)
  if (changes) changes.push(change)
  else recorded.set(unit, [change])
}
