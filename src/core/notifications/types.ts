import { day, hour, minute } from '../../lib/clock.ts'

/** The ways by which a notification reaches a person. */
export type Channel = 'inApp' | 'push' | 'email'

/** What a type of notification does unless its reader says otherwise. */
export interface NotificationType {
  readonly inApp: boolean
  readonly push: boolean
  /** Whether it is counted in the mailed digest, for those who get one. */
  readonly email: boolean
  /** Channels that cannot be switched off. */
  readonly locked: readonly Channel[]
  /** In the quiet hours a push waits until they end, is left out, or passes. */
  readonly quiet: 'held' | 'dropped' | 'passes'
  readonly urgency: 'low' | 'normal' | 'high'
  /** How long a push is of use. */
  readonly ttlMs: number
  /** At most one push of the same group in so long; what comes meanwhile is told by the next. */
  readonly pauseMs: number
}

const social = { inApp: true, push: true, email: true, locked: [], urgency: 'normal' } as const

/** Every type there is. The set grows; clients must take what they do not know for something to be shown by its words. */
export const notificationTypes = {
  message: { ...social, quiet: 'held', urgency: 'high', ttlMs: 7 * day, pauseMs: 0 },
  follow: { ...social, quiet: 'dropped', ttlMs: day, pauseMs: 10 * minute },
  follow_request: { ...social, quiet: 'held', ttlMs: 7 * day, pauseMs: minute },
  follow_accepted: { ...social, quiet: 'dropped', ttlMs: day, pauseMs: minute },
  reaction: { ...social, quiet: 'dropped', urgency: 'low', ttlMs: day, pauseMs: 10 * minute },
  comment: { ...social, quiet: 'held', ttlMs: 2 * day, pauseMs: minute },
  reply: { ...social, quiet: 'held', ttlMs: 2 * day, pauseMs: minute },
  mention: { ...social, quiet: 'held', ttlMs: 2 * day, pauseMs: minute },
  login_alert: {
    inApp: true,
    push: true,
    // Mailed by itself at once, whatever the digest says.
    email: true,
    locked: ['inApp', 'push', 'email'],
    quiet: 'passes',
    urgency: 'high',
    ttlMs: hour,
    pauseMs: 0,
  },
  moderation: { ...social, locked: ['inApp'], quiet: 'held', ttlMs: 7 * day, pauseMs: 0 },
  announcement: { ...social, locked: ['inApp'], quiet: 'held', ttlMs: 2 * day, pauseMs: 0 },
} as const satisfies Record<string, NotificationType>

export type NotificationTypeName = keyof typeof notificationTypes

/** The names of all types. */
export const notificationTypeNames = Object.keys(notificationTypes) as NotificationTypeName[]

/** A type by the name that is stored. */
export function typeOf(name: string): NotificationType {
  return notificationTypes[name as NotificationTypeName]
}
