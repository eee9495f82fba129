import { z } from 'zod'
import type { ConversationView } from '../core/chat/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'
import { messageShape, presentMessage } from './message.ts'
import { personSummaryShape, presentPersonSummary } from './person.ts'

const id = z.string().max(36)

/** A conversation as one of its two people sees it. */
export const conversationShape = z
  .object({
    id,
    person: personSummaryShape.describe('The other person.'),
    presence: z
      .object({ online: z.boolean(), lastSeenAt: timeShape().nullable() })
      .nullable()
      .describe('Null unless both show presence and have accepted the conversation.'),
    lastMessage: messageShape.nullable(),
    unreadCount: z.int().nonnegative(),
    muted: z.boolean(),
    archived: z.boolean(),
    request: z
      .string()
      .max(20)
      .describe('`accepted`; `pending` while the person who was asked has not answered; `refused` for that person.'),
    requestedByMe: z.boolean().describe('Whether I began the conversation.'),
    readUpTo: id.nullable().describe('The newest message I have read.'),
    receipts: z
      .object({ readUpTo: id.nullable(), deliveredUpTo: id.nullable() })
      .nullable()
      .describe('How far the other person has come; null unless both show receipts.'),
    createdAt: timeShape(),
    updatedAt: timeShape(),
  })
  .meta({ id: 'Conversation', description: 'A conversation of two people.' })

export type Conversation = z.output<typeof conversationShape>

/** A conversation from the side of one of its people. */
export function presentConversation(view: ConversationView): Conversation {
  return {
    id: view.id,
    person: presentPersonSummary({
      id: view.otherId,
      username: view.otherUsername,
      displayName: view.otherDisplayName,
      photoPath: view.otherPhotoPath,
      isVerified: view.otherIsVerified,
    }),
    presence: view.hasPresence
      ? { online: Boolean(view.isOnline), lastSeenAt: view.isOnline ? null : isoTime(view.lastSeenAt) }
      : null,
    lastMessage: view.lastMessage === undefined ? null : presentMessage(view.lastMessage),
    unreadCount: view.unreadCount,
    muted: Boolean(view.isMuted),
    archived: Boolean(view.isArchived),
    request: requestOf(view),
    requestedByMe: view.startedBy === view.viewerId,
    readUpTo: view.readUpTo === '' ? null : view.readUpTo,
    receipts: view.hasReceipts
      ? { readUpTo: orNull(view.otherReadUpTo), deliveredUpTo: orNull(view.otherDeliveredUpTo) }
      : null,
    createdAt: isoTime(view.createdAt),
    updatedAt: isoTime(view.updatedAt),
  }
}

// Whoever asked is not told of a refusal: it looks like waiting.
function requestOf(view: ConversationView): string {
  if (view.request !== 'accepted') return view.request
  return view.otherRequest === 'accepted' ? 'accepted' : 'pending'
}

function orNull(messageId: string): string | null {
  return messageId === '' ? null : messageId
}
