import { hour } from '../../../lib/clock.ts'
import { newId } from '../../../lib/ids.ts'
import { requirePassword } from '../../accounts/index.ts'
import { personOf } from '../../actor.ts'
import { actorIdentity, recordAudit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { findPerson } from '../people/find-person.ts'

/** How long the address of an export is good. */
const exportLifetimeMs = hour

/** A permission to fetch a person's data; the file itself is made while it is fetched, and kept nowhere. */
export interface DataExport {
  id: string
  userId: string
  username: string
  expiresAt: number
}

/** Lets the person who acts fetch everything about themself, once they have given their password again. Throws `password_wrong`, `rate_limited`. */
export async function requestExport(
  context: Context,
  input: { password: string },
): Promise<{ id: string; expiresAt: number }> {
  const { userId } = personOf(context.actor)
  await requirePassword(context, userId, input.password)
  return context.write(async (unit) => {
    const id = newId(context.now())
    const expiresAt = context.now() + exportLifetimeMs
    await unit.run('DELETE FROM data_exports WHERE expires_at <= $1', [context.now()])
    await unit.run(
      'INSERT INTO data_exports (id, user_id, asked_by, expires_at, created_at) VALUES ($1, $2, $3, $4, $5)',
      [id, userId, userId, expiresAt, context.now()],
    )
    return { id, expiresAt }
  })
}

/** Lets the operator who acts fetch everything about a person. Throws `not_found`. */
export function exportPerson(
  context: Context,
  input: { person: string; reason: string },
): Promise<{ auditId: string; id: string }> {
  return context.write(async (unit) => {
    const target = await findPerson(unit, input.person)
    const id = newId(context.now())
    const { key } = actorIdentity(context.actor)
    await unit.run(
      'INSERT INTO data_exports (id, user_id, asked_by, expires_at, created_at) VALUES ($1, $2, $3, $4, $5)',
      [id, target.id, key, context.now() + exportLifetimeMs, context.now()],
    )
    const auditId = await recordAudit(unit, context, {
      action: 'user.export',
      subjectType: 'user',
      subjectId: target.id,
      subjectName: target.username,
      reason: input.reason,
      before: null,
      after: { exportId: id },
    })
    return { auditId, id }
  })
}

/** An export that whoever acts has asked for, and whose time is not over; `own` for one about oneself. Throws `not_found`. */
export async function findExport(context: Context, id: string, own: boolean): Promise<DataExport> {
  const { key } = actorIdentity(context.actor)
  const row = await context.db.read.get<DataExport & { askedBy: string | null }>(
    `SELECT e.id, e.user_id, e.asked_by, e.expires_at, u.username FROM data_exports e JOIN users u ON u.id = e.user_id
     WHERE e.id = $1 AND e.expires_at > $2`,
    [id, context.now()],
  )
  if (row === undefined || row.askedBy !== key || (own && row.userId !== key)) throw notFound()
  return row
}
