import { z } from 'zod'
import type { MessageRow, MessageView, Receipt } from '../core/chat/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'
import { locationShape, presentLocation } from './location.ts'
import { mediaShape, presentMediaItems } from './media.ts'
import { postSummaryShape, presentPostSummary } from './post.ts'
import { presentVideo, videoShape } from './video.ts'

const id = z.string().max(36)
const text = z.string().max(10_000)

const reactionShape = z.object({ userId: id, emoji: z.string().max(24) })

/** A message of a conversation. */
export const messageShape = z
  .object({
    id,
    conversationId: id,
    clientId: z.string().max(100),
    senderId: id,
    text: text.nullable(),
    media: z.array(mediaShape).max(10),
    mediaBlurred: z
      .boolean()
      .describe(
        'The media came with a request that is not accepted yet: their files are not served before it is; draw the placeholders.',
      ),
    replyTo: z
      .object({ id, senderId: id, text: text.nullable(), deleted: z.boolean() })
      .nullable()
      .describe('The message it answers.'),
    post: z
      .object({ id, summary: postSummaryShape.nullable().describe('Null when I may not see it, or it is gone.') })
      .nullable()
      .describe('A post that was shared.'),
    video: z
      .object({ id: z.string().max(11), summary: videoShape.nullable().describe('Null when it is no longer there.') })
      .nullable()
      .describe('A YouTube video that was shared.'),
    location: locationShape.nullable(),
    reactions: z.array(reactionShape).max(2),
    editedAt: timeShape().nullable(),
    deleted: z.boolean().describe('Only the fact remains: no text, media or attachments.'),
    createdAt: timeShape(),
  })
  .meta({ id: 'Message', description: 'A message of a conversation.' })

export type Message = z.output<typeof messageShape>

/** A message as one of the two people may see it; what was deleted or hidden is a tombstone. */
export function presentMessage(view: MessageView): Message {
  if (view.isGone) return tombstone(view)
  return {
    id: view.id,
    conversationId: view.conversationId,
    clientId: view.clientId,
    senderId: view.senderId,
    text: view.text,
    media: presentMediaItems(view.media),
    mediaBlurred: Boolean(view.isUnaccepted),
    replyTo: presentReply(view),
    post:
      view.postId === null
        ? null
        : { id: view.postId, summary: view.post === undefined ? null : presentPostSummary(view.post) },
    video:
      view.videoId === null
        ? null
        : { id: view.videoId, summary: view.video === undefined ? null : presentVideo(view.video) },
    location: view.location === undefined ? null : presentLocation(view.location),
    reactions: presentReactions(view.reactions),
    editedAt: isoTime(view.editedAt),
    deleted: false,
    createdAt: isoTime(view.createdAt),
  }
}

function tombstone(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversationId,
    clientId: row.clientId,
    senderId: row.senderId,
    text: null,
    media: [],
    mediaBlurred: false,
    replyTo: null,
    post: null,
    video: null,
    location: null,
    reactions: [],
    editedAt: null,
    deleted: true,
    createdAt: isoTime(row.createdAt),
  }
}

function presentReply(row: MessageRow): Message['replyTo'] {
  if (row.replyToId === null || row.replySenderId === null) return null
  const deleted = Boolean(row.replyIsGone)
  return { id: row.replyToId, senderId: row.replySenderId, text: deleted ? null : row.replyText, deleted }
}

function presentReactions(reactions: MessageRow['reactions']): Message['reactions'] {
  return reactions === null ? [] : reactions.map(([userId, emoji]) => ({ userId, emoji }))
}

/** A page of messages, the newest first. */
export const messagePageShape = z.object({
  items: z.array(messageShape).max(100),
  nextCursor: z.string().max(1000).nullable().describe('Leads on to older messages.'),
  previousCursor: z.string().max(1000).nullable().describe('Leads on to newer ones, after a jump.'),
})

/** What changed when somebody reacted to a message or took that back. */
export const messageReactionShape = z
  .object({
    messageId: id,
    conversationId: id,
    userId: id,
    emoji: z.string().max(24).nullable().describe('Null when it was taken back.'),
    reactions: z.array(reactionShape).max(2),
  })
  .meta({ id: 'MessageReaction' })

/** The reaction of one person, and all of a message as they stand now. */
export function presentMessageReaction(row: MessageRow, userId: string): z.output<typeof messageReactionShape> {
  const reactions = row.isGone ? [] : presentReactions(row.reactions)
  return {
    messageId: row.id,
    conversationId: row.conversationId,
    userId,
    emoji: reactions.find((reaction) => reaction.userId === userId)?.emoji ?? null,
    reactions,
  }
}

/** How far somebody has read or received a conversation. */
export const receiptShape = z
  .object({
    conversationId: id,
    userId: id,
    upTo: id,
    unreadCount: z.int().nonnegative().nullable().describe('My own unread messages; null in the receipts of others.'),
  })
  .meta({ id: 'Receipt' })

/** A receipt as the person sees it whose stream or answer it is in. */
export function presentReceipt(receipt: Receipt): z.output<typeof receiptShape> {
  const { conversationId, userId, upTo, unreadCount } = receipt
  return { conversationId, userId, upTo, unreadCount }
}
