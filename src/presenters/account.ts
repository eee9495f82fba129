import { z } from 'zod'
import type { AccountRow, SessionRow } from '../core/accounts/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'

/** A person's own account. */
export const accountShape = z
  .object({
    id: z.string().max(36),
    username: z.string().max(30),
    email: z.string().max(254).nullable(),
    emailVerified: z.boolean(),
    pendingEmail: z.string().max(254).nullable(),
    role: z.string().max(20),
    status: z.string().max(20),
    displayName: z.string().max(50),
    bio: z.string().max(500),
    link: z.string().max(300).nullable(),
    photoUrl: z.string().max(500).nullable().describe('Path on this server, or null without a photo.'),
    birthDate: z.string().max(10).nullable(),
    isPrivate: z.boolean(),
    isVerified: z.boolean(),
    messagesFrom: z.string().max(20),
    readReceipts: z.boolean(),
    presence: z.boolean(),
    locale: z.string().max(35).nullable(),
    timeZone: z.string().max(64).nullable(),
    totpEnabled: z.boolean(),
    counts: z.object({
      posts: z.int().nonnegative(),
      followers: z.int().nonnegative(),
      following: z.int().nonnegative(),
      unreadNotifications: z.int().nonnegative(),
    }),
    suspendedUntil: timeShape().nullable(),
    silencedUntil: timeShape().nullable(),
    eraseAfter: timeShape().nullable(),
    createdAt: timeShape(),
  })
  .meta({ id: 'Account', description: 'The account of the person who asks.' })

export type Account = z.output<typeof accountShape>

/** The account as its owner sees it. */
export function presentAccount(row: AccountRow): Account {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    emailVerified: row.emailVerifiedAt !== null,
    pendingEmail: row.pendingEmail,
    role: row.role,
    status: row.status,
    displayName: row.displayName,
    bio: row.bio,
    link: row.link,
    photoUrl: row.photoPath,
    birthDate: row.birthDate,
    isPrivate: Boolean(row.isPrivate),
    isVerified: Boolean(row.isVerified),
    messagesFrom: row.messagesFrom,
    readReceipts: Boolean(row.readReceipts),
    presence: Boolean(row.presence),
    locale: row.locale,
    timeZone: row.timeZone,
    totpEnabled: row.totpConfirmedAt !== null,
    counts: {
      posts: row.postsCount,
      followers: row.followersCount,
      following: row.followingCount,
      unreadNotifications: row.unreadNotifications,
    },
    suspendedUntil: isoTime(row.suspendedUntil),
    silencedUntil: isoTime(row.silencedUntil),
    eraseAfter: isoTime(row.eraseAfter),
    createdAt: isoTime(row.createdAt),
  }
}

/** A device signed in. */
export const sessionShape = z
  .object({
    id: z.string().max(36),
    deviceName: z.string().max(80),
    ip: z.string().max(45),
    scope: z.string().max(20),
    current: z.boolean(),
    createdAt: timeShape(),
    lastSeenAt: timeShape(),
  })
  .meta({ id: 'Session', description: 'A device signed in.' })

export type Session = z.output<typeof sessionShape>

/** A session as its owner sees it; `currentId` is the one that asks. */
export function presentSession(row: SessionRow, currentId: string | undefined): Session {
  return {
    id: row.id,
    deviceName: row.deviceName,
    ip: row.ip,
    scope: row.scope,
    current: row.id === currentId,
    createdAt: isoTime(row.createdAt),
    lastSeenAt: isoTime(row.lastSeenAt),
  }
}

/** What sign-up and sign-in answer. `token` is null when the session went into the cookie. */
export const signedInShape = z
  .object({ user: accountShape, token: z.string().max(64).nullable(), session: sessionShape })
  .meta({ id: 'SignedIn' })
