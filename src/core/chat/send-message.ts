import { z } from 'zod'
import { tuples } from '../../db/sql.ts'
import type { Unit } from '../../db/unit.ts'
import { idField, proseField } from '../../lib/fields.ts'
import { isBlank } from '../../lib/text-limits.ts'
import { requireConsents, requireVoice } from '../accounts/index.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { invalidField } from '../errors.ts'
import { appendToLog } from '../log/index.ts'
import { bindMedia } from '../media/index.ts'
import { readPostSummaries } from '../posts/index.ts'
import { shownVideoIds } from '../videos/index.ts'
import { type ConversationAccess, holdConversation, requireOpen } from './access.ts'
import { countFirstContact } from './first-contact.ts'
import { idAfter } from './message-ids.ts'
import { indexNewWords } from './message-words.ts'
import { sendTogether } from './send-together.ts'

export const messageMaxLength = 10_000
export const messageMaxMedia = 10

export const sendMessageInput = z.strictObject({
  clientId: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[\x21-\x7e]+$/, 'Use printable ASCII without spaces, best a UUID.')
    .describe('Chosen by the client; the same one twice is one message.'),
  text: proseField(messageMaxLength).optional(),
  media: z.array(idField()).max(messageMaxMedia).optional().describe('Items of `POST /media` with purpose `message`.'),
  replyTo: idField().optional().describe('A message of the same conversation.'),
  post: idField().optional().describe('A post to share.'),
  video: z
    .string()
    .regex(/^[\w-]{11}$/)
    .max(11)
    .optional()
    .describe('A YouTube video to share, by its id.'),
})

export type SendMessageInput = z.output<typeof sendMessageInput>

/** The id of the message that now exists, made by this call or by an earlier one with the same `clientId`. */
export interface SentMessage {
  messageId: string
}

/**
 * Sends a message: stored, counted as unread and written into both logs in one transaction. `clientId` makes it safe to
 * repeat, decided by a unique index. Throws `not_found`, `validation_failed`, `forbidden`, `account_silenced`,
 * `terms_required`, `media_not_ready`, and `rate_limited` for too many first messages to strangers.
 */
export async function sendMessage(
  context: Context,
  conversationId: string,
  input: SendMessageInput,
): Promise<SentMessage> {
  const { userId } = personOf(context.actor)
  requireVoice(context)
  await requireConsents(context, userId)
  requireContent(input)
  const sendAlone = async (unit: Unit): Promise<SentMessage> => {
    const conversation = await holdConversation(unit, userId, conversationId)
    await requireOpen(unit, conversation, userId)
    if (input.replyTo !== undefined) await requireMessage(unit, conversation, userId, input.replyTo)
    await requireShared(unit, userId, input)
    return storeMessage(unit, context, conversation, {
      senderId: userId,
      clientId: input.clientId,
      text: input.text ?? null,
      replyToId: input.replyTo ?? null,
      postId: input.post ?? null,
      videoId: input.video ?? null,
      locationId: null,
      mediaIds: input.media ?? [],
    })
  }
  const { text, clientId } = input
  const isPlain = text !== undefined && !input.replyTo && !input.post && !input.video && !input.media?.length
  return isPlain
    ? context.write(sendAlone, sendTogether({ context, conversationId, senderId: userId, clientId, text }))
    : context.write(sendAlone)
}

/** What a message consists of when it is stored. */
export interface NewMessage {
  senderId: string
  clientId: string
  text: string | null
  replyToId: string | null
  postId: string | null
  videoId: string | null
  locationId: string | null
  mediaIds: readonly string[]
}

/** Stores a message in a conversation that is held, once for each `clientId`; in the unit of whatever is sent. */
export async function storeMessage(
  unit: Unit,
  context: Context,
  conversation: ConversationAccess,
  message: NewMessage,
): Promise<SentMessage> {
  const { senderId } = message
  const conversationId = conversation.id
  const now = context.now()
  const messageId = idAfter(conversation.newestMessageId, now)
  const isNew = await insertMessage(unit, messageId, conversationId, now, message)
  if (!isNew) return { messageId: await earlierMessage(unit, senderId, conversationId, message.clientId) }
  await countFirstContact(unit, context, conversation, senderId)
  indexNewWords(unit, messageId, message.text)
  await attachMedia(unit, context, { messageId, conversationId }, message)
  await context.events.publish(unit, context, 'message.sending', {
    messageId,
    conversationId,
    senderId,
    recipientId: conversation.otherId,
    mediaIds: message.mediaIds,
    postId: message.postId,
    videoId: message.videoId,
  })
  await arrive(unit, conversationId, senderId, messageId, now)
  await appendToLog(unit, context, [
    { userId: senderId, type: 'message.created', subjectId: messageId },
    { userId: conversation.otherId, type: 'message.created', subjectId: messageId },
  ])
  await context.events.publish(unit, context, 'message.sent', {
    messageId,
    conversationId,
    senderId,
    recipientId: conversation.otherId,
  })
  return { messageId }
}

function requireContent(input: SendMessageInput): void {
  const hasText = input.text !== undefined && !isBlank(input.text)
  const hasMore = (input.media?.length ?? 0) > 0 || input.post !== undefined || input.video !== undefined
  if (!hasText && !hasMore) throw invalidField('text', 'A message has text, media, a post or a video.')
}

/** Throws `validation_failed` unless the message to answer is in this conversation and still there for the person. */
async function requireMessage(
  unit: Unit,
  conversation: ConversationAccess,
  userId: string,
  messageId: string,
): Promise<void> {
  const found = await unit.get(
    `SELECT m.id FROM messages m WHERE m.id = $1 AND m.conversation_id = $2 AND m.deleted_at IS NULL
       AND m.hidden_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM message_removals d WHERE d.user_id = $3 AND d.message_id = m.id)`,
    [messageId, conversation.id, userId],
  )
  if (found === undefined) throw invalidField('replyTo', 'There is no such message in this conversation.')
}

/** Throws `validation_failed` unless the person may see the post and there is the video that they share. */
async function requireShared(unit: Unit, userId: string, { post, video }: SendMessageInput): Promise<void> {
  if (post !== undefined && (await readPostSummaries(unit, [[userId, post]])).length === 0) {
    throw invalidField('post', 'There is no such post, or none that you may see.')
  }
  if (video !== undefined && !(await shownVideoIds(unit, [video])).has(video)) {
    throw invalidField('video', 'This video is not in the feed.')
  }
}

async function insertMessage(
  unit: Unit,
  messageId: string,
  conversationId: string,
  now: number,
  message: NewMessage,
): Promise<boolean> {
  const inserted = await unit.run(
    `INSERT INTO messages (id, conversation_id, sender_id, client_id, text, reply_to_id, post_id, video_id, location_id,
       media_count, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (sender_id, client_id) DO NOTHING`,
    [
      messageId,
      conversationId,
      message.senderId,
      message.clientId,
      message.text,
      message.replyToId,
      message.postId,
      message.videoId,
      message.locationId,
      message.mediaIds.length,
      now,
    ],
  )
  return inserted > 0
}

async function earlierMessage(unit: Unit, userId: string, conversationId: string, clientId: string): Promise<string> {
  const earlier = await unit.get<{ id: string; conversationId: string }>(
    'SELECT id, conversation_id FROM messages WHERE sender_id = $1 AND client_id = $2',
    [userId, clientId],
  )
  if (earlier?.conversationId !== conversationId) {
    throw invalidField('clientId', 'This clientId was used in another conversation.')
  }
  return earlier.id
}

async function attachMedia(
  unit: Unit,
  context: Context,
  { messageId, conversationId }: { messageId: string; conversationId: string },
  { senderId, mediaIds }: NewMessage,
): Promise<void> {
  if (mediaIds.length === 0) return
  await bindMedia(unit, context, {
    mediaIds,
    ownerId: senderId,
    purpose: 'message',
    attachedTo: { type: 'message', id: messageId },
    scope: 'conversation',
    scopeId: conversationId,
  })
  await unit.run(
    `INSERT INTO message_media (message_id, position, media_id) VALUES ${tuples(mediaIds.length, 3)}`,
    mediaIds.flatMap((mediaId, position) => [messageId, position, mediaId]),
  )
}

// The conversation moves to the top of both lists; for the other person it has one more unread, and leaves the archive.
async function arrive(
  unit: Unit,
  conversationId: string,
  senderId: string,
  messageId: string,
  now: number,
): Promise<void> {
  await unit.run(
    `UPDATE participants SET last_message_id = $3, updated_at = $4, is_archived = FALSE,
       unread_count = CASE WHEN user_id = $2 THEN unread_count ELSE unread_count + 1 END
     WHERE conversation_id = $1`,
    [conversationId, senderId, messageId, now],
  )
}
