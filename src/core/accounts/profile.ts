import { z } from 'zod'
import { type Flag, type Reader, rowQuery } from '../../db/sql.ts'
import { isTimeZone } from '../../lib/time-zone.ts'
import type { Role } from '../actor.ts'
import type { Context } from '../context.ts'
import { failure, notFound } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { searchKey } from './create-user.ts'
import { bioField, displayNameField, linkField } from './fields.ts'

/** A person's own account, as only they see it. */
export interface AccountRow {
  id: string
  username: string
  email: string | null
  emailVerifiedAt: number | null
  pendingEmail: string | null
  role: Role
  status: string
  displayName: string
  bio: string
  link: string | null
  birthDate: string | null
  photoId: string | null
  photoPath: string | null
  isPrivate: Flag
  isVerified: Flag
  messagesFrom: 'everyone' | 'following' | 'nobody'
  readReceipts: Flag
  presence: Flag
  locale: string | null
  timeZone: string | null
  totpConfirmedAt: number | null
  followersCount: number
  followingCount: number
  postsCount: number
  unreadNotifications: number
  suspendedUntil: number | null
  silencedUntil: number | null
  eraseAfter: number | null
  createdAt: number
}

const accountById = rowQuery<AccountRow>(
  {
    id: 'u.id',
    username: 'u.username',
    email: 'u.email',
    emailVerifiedAt: 'u.email_verified_at',
    pendingEmail: 'u.pending_email',
    role: 'u.role',
    status: 'u.status',
    displayName: 'u.display_name',
    bio: 'u.bio',
    link: 'u.link',
    birthDate: 'u.birth_date',
    photoId: 'u.photo_id',
    photoPath: 'u.photo_path',
    isPrivate: 'u.is_private',
    isVerified: 'u.is_verified',
    messagesFrom: 'u.messages_from',
    readReceipts: 'u.read_receipts',
    presence: 'u.presence',
    locale: 'u.locale',
    timeZone: 'u.time_zone',
    totpConfirmedAt: 'u.totp_confirmed_at',
    followersCount: 'u.followers_count',
    followingCount: 'u.following_count',
    postsCount: 'u.posts_count',
    // What is told of the very sign-in that asks is not counted for it, as it is not listed for it.
    unreadNotifications: `COALESCE((SELECT b.unread_count FROM notification_boxes b WHERE b.user_id = u.id), 0)
      - (SELECT count(*) FROM notifications n WHERE n.session_id = $2 AND n.user_id = u.id AND n.is_unread)`,
    suspendedUntil: 'u.suspended_until',
    silencedUntil: 'u.silenced_until',
    eraseAfter: 'u.erase_after',
    createdAt: 'u.created_at',
  },
  'FROM users u WHERE u.id = $1',
)

/** Reads a person's own account, as they see it from the given session. Throws `not_found`. */
export async function readAccount(
  reader: Reader,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<AccountRow> {
  const account = await reader.row(accountById, [userId, sessionId])
  if (account === undefined) throw notFound()
  return account
}

export const editProfileInput = z
  .strictObject({
    displayName: displayNameField,
    bio: bioField,
    link: linkField.nullable(),
    isPrivate: z.boolean(),
    messagesFrom: z.enum(['everyone', 'following', 'nobody']),
    readReceipts: z.boolean(),
    presence: z.boolean(),
    locale: z
      .string()
      .max(35)
      .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
      .nullable(),
    timeZone: z.string().max(64).refine(isTimeZone, 'This time zone is not known.').nullable(),
  })
  .partial()

export type EditProfileInput = z.output<typeof editProfileInput>

const columns = {
  displayName: 'display_name',
  bio: 'bio',
  link: 'link',
  isPrivate: 'is_private',
  messagesFrom: 'messages_from',
  readReceipts: 'read_receipts',
  presence: 'presence',
  locale: 'locale',
  timeZone: 'time_zone',
} as const satisfies Record<keyof EditProfileInput, string>

/** Changes the named fields of a person's own profile and settings; the other devices are told. */
export async function editProfile(context: Context, userId: string, input: EditProfileInput): Promise<void> {
  const fields = (Object.keys(columns) as (keyof EditProfileInput)[]).filter((field) => input[field] !== undefined)
  if (fields.length === 0) return
  await context.write(async (unit) => {
    const before = await readAccount(unit, { userId, sessionId: '' })
    const changes = fields.map((field, index) => `${columns[field]} = $${index + 4}`).join(', ')
    const values = fields.map((field) => input[field] as string | boolean | null)
    const name = searchKey(before.username, input.displayName ?? before.displayName)
    await unit.run(`UPDATE users SET updated_at = $2, search_key = $3, ${changes} WHERE id = $1`, [
      userId,
      context.now(),
      name,
      ...values,
    ])
    await context.events.publish(unit, context, 'profile.changed', { userId })
    if (input.isPrivate === true && !before.isPrivate) {
      await context.events.publish(unit, context, 'privacy.narrowed', { userId })
    }
    if (input.presence !== undefined && input.presence !== Boolean(before.presence)) {
      await context.events.publish(unit, context, 'presence.switched', { userId, isShown: input.presence })
    }
    await appendToLog(unit, context, [{ userId, type: 'relationship.updated', subjectId: userId }])
  })
}

/** Throws `account_silenced` when the person may not publish for now. For routes that publish. */
export function requireVoice(context: Context): void {
  const { actor } = context
  if (actor.kind !== 'person' || actor.silencedUntil === null || actor.silencedUntil <= context.now()) return
  throw failure('account_silenced', 'Publishing is switched off for this account for now.', {
    extra: { until: new Date(actor.silencedUntil).toISOString() },
  })
}
