import type { Unit } from '../db/unit.ts'
import type { Context } from './context.ts'

/**
 * Things that have happened, by name, with the ids of who and what is concerned. A noun that must tell another one to its
 * right publishes here; what is needed beyond the ids, a subscriber reads itself.
 */
export interface DomainEvents {
  'account.registered': { userId: string }
  'account.deleted': { userId: string }
  'account.restored': { userId: string }
  'account.erased': { userId: string }
  'account.suspended': { userId: string }
  'session.ended': { userId: string; sessionId: string; reason: string }
  'login.alerted': { userId: string; alertId: string; sessionId: string }
  /** The person confirmed or denied the sign-in. */
  'login.answered': { userId: string; alertId: string }
  'follow.created': { followerId: string; followeeId: string }
  'follow.requested': { followerId: string; followeeId: string }
  'follow.accepted': { followerId: string; followeeId: string }
  'follow.ended': { followerId: string; followeeId: string }
  'user.blocked': { blockerId: string; blockedId: string }
  'user.unblocked': { blockerId: string; blockedId: string }
  'user.muted': { muterId: string; mutedId: string }
  /** Inside the unit that stores the message, before it counts: who holds attachments checks and binds them here. */
  'message.sending': {
    messageId: string
    conversationId: string
    senderId: string
    recipientId: string
    mediaIds: readonly string[]
    postId: string | null
    videoId: string | null
  }
  'message.sent': { messageId: string; conversationId: string; senderId: string; recipientId: string }
  'message.edited': { messageId: string; conversationId: string; senderId: string }
  /** For everyone. Published before text, edits and media go, so that evidence can still be taken. */
  'message.deleted': { messageId: string; conversationId: string; senderId: string; mediaIds: readonly string[] }
  'message.reacted': { messageId: string; conversationId: string; senderId: string; userId: string }
  'message.unreacted': { messageId: string; conversationId: string; senderId: string; userId: string }
  /** By an operator; a tombstone stays. */
  'message.hidden': { messageId: string; conversationId: string }
  /** The request of a stranger was refused; they do not learn of it. */
  'conversation.refused': { userId: string; conversationId: string }
  'conversation.read': { userId: string; conversationId: string; upTo: string }
  /** What the person wrote and reacted counts again (1) from now on, or no longer (-1): their account is active, or not. */
  'person.counted': { userId: string; by: 1 | -1 }
  /** What they uploaded was removed before, and a filter knows it. */
  'media.refused': { ownerId: string }
  'photo.changed': { userId: string }
  'post.published': { postId: string; authorId: string }
  'post.edited': { postId: string; authorId: string }
  /** By the author or an operator, before the rows go, so that evidence can still be taken. */
  'post.deleted': { postId: string; authorId: string }
  /** By an operator; nobody sees it until it is restored. */
  'post.hidden': { postId: string; authorId: string }
  'post.restored': { postId: string; authorId: string }
  /** For the first time; another emoji instead is not told again. */
  'post.reacted': { postId: string; authorId: string; userId: string }
  'post.unreacted': { postId: string; authorId: string; userId: string }
  /** `threadId` and `replyToId` are null for a comment on the post itself. */
  'comment.created': {
    commentId: string
    postId: string
    postAuthorId: string
    authorId: string
    threadId: string | null
    replyToId: string | null
    replyToAuthorId: string | null
  }
  'comment.edited': { commentId: string; postId: string; authorId: string }
  /** Before the row goes; the replies below it are told of one by one. */
  'comment.deleted': { commentId: string; postId: string; authorId: string }
  'comment.hidden': { commentId: string; postId: string; authorId: string }
  'comment.restored': { commentId: string; postId: string; authorId: string }
  'comment.reacted': { commentId: string; postId: string; authorId: string; userId: string }
  'comment.unreacted': { commentId: string; postId: string; authorId: string; userId: string }
  /** Somebody who may see the post is named in its caption (`commentId` null) or a comment, for the first time. */
  'person.mentioned': { userId: string; byId: string; postId: string; commentId: string | null }
  /** An operator, or a rule, decided something about the person or what they published. */
  'moderation.decided': { actionId: string; userId: string }
  'report.filed': { reportId: string; caseId: string }
  /** `actioned`: something was done; `dismissed`: no rule was broken. */
  'report.answered': { reportId: string; caseId: string; reporterId: string; outcome: 'actioned' | 'dismissed' }
  'appeal.answered': { appealId: string; userId: string; outcome: 'upheld' | 'overturned' }
  /** An operator tells everybody something. */
  'announcement.made': { announcementId: string }
  'password.changed': { userId: string }
  'profile.changed': { userId: string }
  'privacy.narrowed': { userId: string }
  /** The person shows from now on whether they are there, or no longer. */
  'presence.switched': { userId: string; isShown: boolean }
}

type Name = keyof DomainEvents
type Subscriber<Event extends Name> = (unit: Unit, context: Context, payload: DomainEvents[Event]) => Promise<void>

/** Carries events to subscribers inside the transaction of the change itself. */
export interface EventBus {
  /** Runs every subscriber in the unit, in the order they subscribed; one that throws undoes the whole change. */
  publish<Event extends Name>(unit: Unit, context: Context, event: Event, payload: DomainEvents[Event]): Promise<void>
  subscribe<Event extends Name>(event: Event, subscriber: Subscriber<Event>): void
}

/** A bus without subscribers. */
export function createEventBus(): EventBus {
  const subscribers = new Map<Name, Subscriber<never>[]>()
  return {
    publish: async (unit, context, event, payload) => {
      for (const subscriber of subscribers.get(event) ?? []) await subscriber(unit, context, payload as never)
    },
    subscribe: (event, subscriber) => {
      subscribers.set(event, [...(subscribers.get(event) ?? []), subscriber as Subscriber<never>])
    },
  }
}
