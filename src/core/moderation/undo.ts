import type { Unit } from '../../db/unit.ts'
import { restoreAccount } from '../accounts/index.ts'
import { hasRole } from '../actor.ts'
import { type AuditRow, actorIdentity, readAudit, recordAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { failure } from '../errors.ts'
import { setRemoved } from '../filters/index.ts'
import { hideVideoIn, restoreVideoIn } from '../videos/index.ts'
import { reopenCase } from './cases/reopen-case.ts'
import { writeSettings } from './change-settings.ts'
import { actionsInForce } from './people/actions.ts'
import { applySanctions } from './people/apply-sanctions.ts'
import { findPerson, requireAbove } from './people/find-person.ts'
import { changePerson, setVerified } from './people/manage-person.ts'
import { endActionsOf, reopenActionsOf } from './undo-actions.ts'

/** Reverts what an entry says was done; throws `conflict` when what came later stands in the way. */
export type Undoer = (unit: Unit, context: Context, entry: AuditRow) => Promise<void>

/** The ways back from the changes of other nouns, by action. */
export type Undoers = Readonly<Record<string, Undoer>>

const person =
  (undo: Undoer): Undoer =>
  async (unit, context, entry) => {
    requireAbove(context, await findPerson(unit, entry.subjectId))
    await undo(unit, context, entry)
  }

// Whom an entry about content or a case is about, it says itself.
const aboutPerson =
  (undo: Undoer, who: 'authorId' | 'userId'): Undoer =>
  async (unit, context, entry) => {
    const userId = stateOf(entry.afterState)[who]
    if (typeof userId === 'string') requireAbove(context, await findPerson(unit, userId))
    await undo(unit, context, entry)
  }

const hidden = aboutPerson(endActionsOf, 'authorId')
const restored = aboutPerson(reopenActionsOf, 'authorId')
const decided = aboutPerson(reopenCase, 'userId')
const sanctioned = person(endActionsOf)
const lifted = person(reopenActionsOf)

const undoers: Undoers = {
  'user.warn': sanctioned,
  'user.silence': sanctioned,
  'user.suspend': sanctioned,
  'user.unsilence': lifted,
  'user.unsuspend': lifted,
  'user.restore': lifted,
  'user.edit': async (unit, context, entry) => {
    await changePerson(unit, context, await findPerson(unit, entry.subjectId), stateOf(entry.beforeState))
  },
  'user.verify': person((unit, context, entry) =>
    setVerified(unit, context, entry.subjectId, stateOf(entry.beforeState).verified === true),
  ),
  'user.delete': person(async (unit, context, entry) => {
    await restoreAccount(unit, context, entry.subjectId)
    const inForce = await actionsInForce(unit, entry.subjectId, ['silence', 'suspend'])
    if (inForce.length > 0) await applySanctions(unit, context, entry.subjectId)
  }),
  'post.hide': hidden,
  'comment.hide': hidden,
  'message.hide': hidden,
  'post.restore': restored,
  'comment.restore': restored,
  'message.restore': restored,
  'case.resolve': decided,
  'case.dismiss': decided,
  'settings.change': async (unit, context, entry) => {
    const before = stateOf(entry.beforeState)
    await writeSettings(unit, context, before, Object.keys(before))
  },
  'video.hide': async (unit, context, entry) => {
    await restoreVideoIn(unit, context, entry.subjectId)
  },
  'video.restore': async (unit, context, entry) => {
    await hideVideoIn(unit, context, entry.subjectId)
  },
  'filter.add': async (unit, context, entry) => {
    await setRemoved(unit, entry.subjectId, context.now())
  },
  'filter.remove': async (unit, _context, entry) => {
    await setRemoved(unit, entry.subjectId, null)
  },
  'invite.create': async (unit, context, entry) => {
    await unit.run('UPDATE invites SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL', [
      entry.subjectId,
      context.now(),
    ])
  },
  'invite.revoke': async (unit, _context, entry) => {
    await unit.run('UPDATE invites SET revoked_at = NULL WHERE id = $1', [entry.subjectId])
  },
}

/** Whether the audit log has a way back from the entry. */
export function isUndoable(entry: AuditRow, others: Undoers = {}): boolean {
  if (entry.undoneBy !== null || entry.undoOf !== null) return false
  return undoerOf(entry.action, others) !== undefined && !hasDeleted(entry)
}

/**
 * Reverts an entry, once; undoing is a change of its own, with its own entry. Moderators undo what they did themselves.
 * Throws `not_found`, `forbidden`, or `conflict` when it was undone before or has no way back.
 */
export async function undoAudit(
  context: Context,
  input: { id: string; reason: string | null; others?: Undoers },
): Promise<{ auditId: string; id: string }> {
  const done = await context.write(async (unit) => {
    const entry = await readAudit(unit, input.id)
    const isOwn = entry.actorId !== null && entry.actorId === actorIdentity(context.actor).key
    if (!isOwn && !hasRole(context.actor, 'admin')) throw failure('forbidden', 'Only an admin undoes what others did.')
    if (entry.undoneBy !== null) throw failure('conflict', 'This was undone before.')
    const undo = undoerOf(entry.action, input.others ?? {})
    if (undo === undefined || entry.undoOf !== null) throw failure('conflict', 'There is no way back from this.')
    await undo(unit, context, entry)
    const auditId = await recordAudit(unit, context, {
      action: `${entry.action}.undo`,
      subjectType: entry.subjectType,
      subjectId: entry.subjectId,
      subjectName: entry.subjectName,
      reason: input.reason,
      before: entry.afterState === null ? null : stateOf(entry.afterState),
      after: entry.beforeState === null ? null : stateOf(entry.beforeState),
      undoOf: entry.id,
    })
    return { auditId, id: entry.id, action: entry.action }
  })
  if (done.action === 'settings.change') await context.settings.reload()
  return { auditId: done.auditId, id: done.id }
}

function undoerOf(action: string, others: Undoers): Undoer | undefined {
  if (Object.hasOwn(undoers, action)) return undoers[action]
  return Object.hasOwn(others, action) ? others[action] : undefined
}

function stateOf(text: string | null): Record<string, unknown> {
  return text === null ? {} : (JSON.parse(text) as Record<string, unknown>)
}

// A case decided by deleting what it was about cannot be opened again as it was.
function hasDeleted({ action, afterState }: AuditRow): boolean {
  if (action !== 'case.resolve') return false
  const { actions } = stateOf(afterState) as { actions?: { type: string }[] }
  return actions?.some(({ type }) => type === 'delete') ?? false
}
