import { z } from 'zod'
import type { SqlValue } from '../../../db/sql.ts'
import type { Unit } from '../../../db/unit.ts'
import { emailField, passwordField } from '../../../lib/fields.ts'
import { newId } from '../../../lib/ids.ts'
import { checkUsername } from '../../../lib/usernames.ts'
import {
  accessChanged,
  endSessions,
  insertUser,
  keepAnAdmin,
  markDeleted,
  prepareUser,
  renamePerson,
  requireReset,
} from '../../accounts/index.ts'
import { actorIdentity, recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { failure, invalidField } from '../../errors.ts'
import { findPerson, requireAbove, type TargetRow } from './find-person.ts'
import type { Changed } from './sanction-person.ts'

const roleField = z.enum(['user', 'moderator', 'admin'])

export const createPersonInput = z.strictObject({
  username: z.string().min(1).max(30),
  email: emailField(),
  password: passwordField(),
  displayName: z.string().trim().min(1).max(50).optional(),
  role: roleField.default('user'),
})

/** Makes an account for somebody, their address taken as confirmed. Throws what signing up throws. */
export async function createPerson(
  context: Context,
  input: z.output<typeof createPersonInput> & { reason: string | null },
): Promise<Changed> {
  const { displayName, reason, ...wanted } = input
  const prepared = await prepareUser(context, { ...wanted, ...(displayName === undefined ? {} : { displayName }) })
  return context.write(async (unit) => {
    const id = await insertUser(unit, context, prepared)
    await unit.run('UPDATE users SET email_verified_at = $2 WHERE id = $1', [id, context.now()])
    await context.events.publish(unit, context, 'account.registered', { userId: id })
    const auditId = await recordAudit(unit, context, {
      action: 'user.create',
      subjectType: 'user',
      subjectId: id,
      subjectName: prepared.username,
      reason,
      before: null,
      after: { username: prepared.username, role: prepared.role },
    })
    return { auditId, id }
  })
}

export const editPersonInput = z.strictObject({
  username: z.string().min(1).max(30).optional(),
  displayName: z.string().trim().min(1).max(50).optional(),
  email: emailField().optional(),
  bio: z.string().max(500).optional(),
  role: roleField.optional(),
})

export type PersonEdit = z.output<typeof editPersonInput>

/**
 * Changes what is named of a person's account; a new role counts from their next request on. Throws `not_found`,
 * `forbidden`, `username_taken`, `email_taken`, `validation_failed`, or `conflict` for the last admin.
 */
export function editPerson(
  context: Context,
  input: { person: string; edit: PersonEdit; reason: string | null },
): Promise<Changed> {
  return context.write(async (unit) => {
    const target = await findPerson(unit, input.person)
    const { before, after } = await changePerson(unit, context, target, input.edit)
    const auditId = await recordAudit(unit, context, {
      action: 'user.edit',
      subjectType: 'user',
      subjectId: target.id,
      subjectName: target.username,
      reason: input.reason,
      before,
      after,
    })
    return { auditId, id: target.id }
  })
}

/** The edit itself; answers the fields that differ, as they were and as they are. */
export async function changePerson(
  unit: Unit,
  context: Context,
  target: TargetRow,
  edit: PersonEdit,
): Promise<{ before: Record<string, unknown>; after: Record<string, unknown> }> {
  requireAbove(context, target)
  const fields = (Object.keys(edit) as (keyof PersonEdit)[]).filter(
    (field) => edit[field] !== undefined && edit[field] !== target[field],
  )
  const before = Object.fromEntries(fields.map((field) => [field, target[field]]))
  const after = Object.fromEntries(fields.map((field) => [field, edit[field]]))
  if (fields.includes('role')) await changeRole(unit, context, target, edit.role!)
  if (fields.some((field) => field !== 'role')) {
    const username = edit.username ?? target.username
    const named = checkUsername(username, { allowReserved: true })
    if (!named.ok) throw invalidField('username', named.message)
    await renamePerson(unit, context, target.id, {
      username: named.username,
      displayName: edit.displayName ?? target.displayName,
      bio: edit.bio ?? target.bio,
      email: edit.email ?? target.email,
    })
  }
  return { before, after }
}

async function changeRole(unit: Unit, context: Context, target: TargetRow, role: string): Promise<void> {
  if (target.role === 'admin') await keepAnAdmin(unit, context, target.id)
  await update(unit, context, target.id, 'role = $3, role_since = $2, access_changed_at = $2', [role])
  accessChanged(unit, context, target.id)
}

/** What an operator may do to an account beside sanctions. */
export type AccountOrder = 'verify' | 'reset-password' | 'sign-out' | 'delete'

/**
 * Marks a person as who they say they are, asks them for a new password, signs them out everywhere, or deletes their
 * account with the usual grace time. Throws `not_found`, `forbidden`, or `conflict` for the last admin.
 */
export function orderPerson(
  context: Context,
  input: { person: string; order: AccountOrder; reason: string | null },
): Promise<Changed> {
  return context.write(async (unit) => {
    const target = await findPerson(unit, input.person)
    requireAbove(context, target)
    const { before, after } = await carryOut(unit, context, target, input.order)
    const auditId = await recordAudit(unit, context, {
      action: `user.${input.order}`,
      subjectType: 'user',
      subjectId: target.id,
      subjectName: target.username,
      reason: input.reason,
      before,
      after,
    })
    return { auditId, id: target.id }
  })
}

type Facts = Readonly<Record<string, unknown>>

async function carryOut(
  unit: Unit,
  context: Context,
  target: TargetRow,
  order: AccountOrder,
): Promise<{ before: Facts | null; after: Facts }> {
  const userId = target.id
  if (order === 'verify') {
    await setVerified(unit, context, userId, true)
    return { before: { verified: Boolean(target.isVerified) }, after: { verified: true } }
  }
  if (order === 'delete') {
    const isSelf = context.actor.kind === 'person' && context.actor.userId === userId
    await markDeleted(unit, context, { userId, by: isSelf ? 'self' : 'operator' })
    return { before: { status: target.status }, after: { status: 'deleted' } }
  }
  const ended = await endSessions(unit, context, { userId, reason: 'signed_out_by_operator' })
  if (order === 'sign-out') return { before: null, after: { sessionsEnded: ended.length } }
  if (target.email === null) throw failure('conflict', 'There is no address to send a link to.')
  await requireReset(unit, context, userId, 'operator')
  return { before: null, after: { sessionsEnded: ended.length, mustResetPassword: true } }
}

/** Says that a person is who they say they are, or no longer. */
export async function setVerified(unit: Unit, context: Context, userId: string, isVerified: boolean): Promise<void> {
  await update(unit, context, userId, 'is_verified = $3', [isVerified])
  await context.events.publish(unit, context, 'profile.changed', { userId })
}

async function update(unit: Unit, context: Context, userId: string, set: string, values: SqlValue[]): Promise<void> {
  await unit.run(`UPDATE users SET updated_at = $2, ${set} WHERE id = $1`, [userId, context.now(), ...values])
}

/** Keeps a note about a person, for operators alone. Throws `not_found`. */
export function notePerson(context: Context, input: { person: string; text: string }): Promise<Changed> {
  return context.write(async (unit) => {
    const target = await findPerson(unit, input.person)
    const { key, name } = actorIdentity(context.actor)
    const id = newId(context.now())
    await unit.run(
      `INSERT INTO operator_notes (id, user_id, author_id, author_name, text, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, target.id, key, name, input.text, context.now()],
    )
    const auditId = await recordAudit(unit, context, {
      action: 'user.note',
      subjectType: 'user',
      subjectId: target.id,
      subjectName: target.username,
      reason: null,
      before: null,
      after: { noteId: id },
    })
    return { auditId, id: target.id }
  })
}
