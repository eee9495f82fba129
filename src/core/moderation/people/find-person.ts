import { z } from 'zod'
import type { Flag, Reader } from '../../../db/sql.ts'
import { isSameUsername, usernameKey } from '../../../lib/usernames.ts'
import type { Role } from '../../actor.ts'
import type { Context } from '../../context.ts'
import { failure, notFound } from '../../errors.ts'

/** A person as operators act on them. */
export interface TargetRow {
  id: string
  username: string
  email: string | null
  role: Role
  status: 'active' | 'suspended' | 'deleted'
  displayName: string
  bio: string
  isVerified: Flag
  suspendedUntil: number | null
  silencedUntil: number | null
}

/** `:id` of a person in operators' routes: an id or a user name. */
export const personParams = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(36)
    .regex(/^[\w.-]+$/)
    .describe('An id or a user name.'),
})

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-/

/** The person an operator names by id or user name, whatever their status. Throws `not_found`. */
export async function findPerson(reader: Reader, nameOrId: string): Promise<TargetRow> {
  const isId = idForm.test(nameOrId)
  const row = await reader.get<TargetRow>(
    `SELECT id, username, email, role, status, display_name, bio, is_verified, suspended_until, silenced_until
     FROM users WHERE ${isId ? 'id' : 'username_key'} = $1`,
    [isId ? nameOrId : usernameKey(nameOrId)],
  )
  if (row === undefined || !(isId || isSameUsername(row.username, nameOrId))) throw notFound()
  return row
}

const rank: Readonly<Record<Role, number>> = { user: 0, moderator: 1, admin: 2 }

/**
 * Throws `forbidden` unless the one who acts stands above the person: nobody acts on themself, and a moderator on no
 * other operator. The server itself and whoever opened the local socket may act on anybody.
 */
export function requireAbove({ actor }: Context, target: Pick<TargetRow, 'id' | 'role'>): void {
  if (actor.kind !== 'person') return
  if (actor.userId === target.id) throw failure('forbidden', 'Nobody acts on themself; ask another operator.')
  if (actor.role !== 'admin' && rank[target.role] >= rank[actor.role]) {
    throw failure('forbidden', 'Only an admin acts on other operators.')
  }
}
