import type { Shape } from '../api/types.ts'

/** What somebody did with the reaction to a message. */
export interface MessageReaction {
  messageId: string
  conversationId: string
  userId: string
  /** Null when it was taken back. */
  emoji: string | null
  reactions: Shape<'Message'>['reactions']
}

/** Every event of the live stream that this client knows, with what it carries. */
export interface LiveEvents {
  'message.created': Shape<'Message'>
  'message.updated': Shape<'Message'>
  /** A tombstone. What was deleted for me alone comes as `gone`. */
  'message.deleted': Shape<'Message'>
  'message.reaction': MessageReaction
  'receipt.read': Shape<'Receipt'>
  'receipt.delivered': Shape<'Receipt'>
  'conversation.updated': Shape<'Conversation'>
  'location.started': Shape<'LiveLocation'>
  'location.ended': Shape<'LiveLocation'>
  'media.ready': Shape<'Media'>
  'media.failed': Shape<'Media'>
  'relationship.updated': Shape<'NamedRelation'>
  'notification.created': Shape<'Notification'>
  /** Something was added to it: it stands at the top again. */
  'notification.updated': Shape<'Notification'>
  /** How many notifications are not read now. */
  'notification.count': Shape<'NotificationCount'>
  'session.ended': { sessionId: string; reason: string }
  typing: { conversationId: string; userId: string; on: boolean }
  presence: { userId: string; online: boolean; lastSeenAt: string | null }
  'location.updated': Pick<Shape<'LiveLocation'>, 'id' | 'conversationId' | 'userId' | 'position'>
  /** What an entry of the log was about is gone, or hidden from me by now. */
  gone: { type: string; id: string }
  /** The log no longer holds what was missed: everything on the screen must be asked for again. */
  afresh: Record<string, never>
}

export type LiveEventType = keyof LiveEvents

/** A frame as it comes over any of the transports. */
export interface LiveFrame {
  id?: string
  type: string
  data: unknown
}
