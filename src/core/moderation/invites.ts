import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { second } from '../../lib/clock.ts'
import { nameField, pageQuery } from '../../lib/fields.ts'
import { newId } from '../../lib/ids.ts'
import { actorIdentity, recordAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { failure, notFound } from '../errors.ts'
import { tokenHash } from '../tokens.ts'

/** An invitation; the code itself is shown once, when it is made. */
export interface InviteRow {
  id: string
  hint: string
  note: string | null
  uses: number
  maxUses: number
  expiresAt: number | null
  revokedAt: number | null
  createdAt: number
}

const columns = 'id, hint, note, uses, max_uses, expires_at, revoked_at, created_at'

export const createInviteInput = z.strictObject({
  maxUses: z.number().int().min(1).max(100_000).default(1),
  durationSeconds: z
    .number()
    .int()
    .min(60)
    .max(31_536_000)
    .optional()
    .describe('How long it is good; for ever if absent.'),
  note: nameField(200).optional(),
})

// Without letters and digits that look alike.
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
const codeLength = 12

/** Makes an invitation; `code` is what people sign up with. */
export async function createInvite(
  context: Context,
  input: z.output<typeof createInviteInput> & { reason: string | null },
): Promise<{ auditId: string; id: string; code: string }> {
  const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  return context.write(async (unit) => {
    const now = context.now()
    const id = newId(now)
    const { key } = actorIdentity(context.actor)
    const expiresAt = input.durationSeconds === undefined ? null : now + input.durationSeconds * second
    await unit.run(
      `INSERT INTO invites (id, code_hash, hint, note, created_by, max_uses, expires_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, tokenHash(code), `${code.slice(0, 3)}…`, input.note ?? null, key, input.maxUses, expiresAt, now],
    )
    const auditId = await recordAudit(unit, context, {
      action: 'invite.create',
      subjectType: 'invite',
      subjectId: id,
      reason: input.reason,
      before: null,
      after: { maxUses: input.maxUses, expiresAt, note: input.note ?? null },
    })
    return { auditId, id, code }
  })
}

export const listInvitesInput = pageQuery()

/** Invitations, newest first; one row more than `limit` when there are more. */
export function listInvites(context: Context, input: z.output<typeof listInvitesInput>): Promise<InviteRow[]> {
  const before = input.cursor === undefined ? '~' : String(context.cursors.decode('admin-invites', input.cursor)[0])
  return context.db.read.all<InviteRow>(`SELECT ${columns} FROM invites WHERE id < $1 ORDER BY id DESC LIMIT $2`, [
    before,
    input.limit + 1,
  ])
}

/** One invitation. Throws `not_found`. */
export async function readInvite(context: Context, id: string): Promise<InviteRow> {
  const row = await context.db.read.get<InviteRow>(`SELECT ${columns} FROM invites WHERE id = $1`, [id])
  if (row === undefined) throw notFound()
  return row
}

/** Ends an invitation. Throws `not_found`, or `conflict` when it was ended before. */
export function revokeInvite(
  context: Context,
  input: { id: string; reason: string | null },
): Promise<{ auditId: string; id: string }> {
  return context.write(async (unit) => {
    const invite = await unit.get<{ revokedAt: number | null }>('SELECT revoked_at FROM invites WHERE id = $1', [
      input.id,
    ])
    if (invite === undefined) throw notFound()
    if (invite.revokedAt !== null) throw failure('conflict', 'The invitation was ended before.')
    await unit.run('UPDATE invites SET revoked_at = $2 WHERE id = $1', [input.id, context.now()])
    const auditId = await recordAudit(unit, context, {
      action: 'invite.revoke',
      subjectType: 'invite',
      subjectId: input.id,
      reason: input.reason,
      before: { revoked: false },
      after: { revoked: true },
    })
    return { auditId, id: input.id }
  })
}
