import { z } from 'zod'
import type { DecisionRow, NotificationView } from '../core/notifications/index.ts'
import { isoTime } from '../lib/clock.ts'
import { timeShape } from '../lib/fields.ts'
import { idTime } from '../lib/ids.ts'
import { loginAlertShape, presentLoginAlert } from './login-alert.ts'
import { personSummaryShape, presentPersonSummary } from './person.ts'
import { postSummaryShape, presentPostSummary } from './post.ts'

const id = z.string().max(36)
const count = z.int().nonnegative()
const beginningLength = 200

/** What operators decided, as the person it concerns is told. */
const decisionShape = z
  .object({
    kind: z.string().max(20).describe('`action` (something was decided about me), `report` or `appeal` (of mine).'),
    id,
    outcome: z
      .string()
      .max(20)
      .describe(
        'Of an action: `warn`, `silence`, `suspend`, `hide` or `delete`. Of a report: `actioned` or `dismissed`. Of an ' +
          'appeal: `upheld` or `overturned`.',
      ),
    subjectType: z.string().max(20).nullable().describe('What an action is about: `user`, `post`, `comment` …'),
    reason: z.string().max(2000).nullable(),
    expiresAt: timeShape().nullable(),
  })
  .meta({ id: 'Decision' })

/** A notification. */
export const notificationShape = z
  .object({
    id,
    type: z
      .string()
      .max(30)
      .describe(
        '`message`, `follow`, `follow_request`, `follow_accepted`, `reaction`, `comment`, `reply`, `mention`, ' +
          '`login_alert`, `moderation` or `announcement`; the set may grow.',
      ),
    read: z.boolean(),
    actors: z.array(personSummaryShape).max(3).describe('Who did it, newest first: "A and 12 others".'),
    actorsCount: count.describe('How many people did it.'),
    emoji: z.string().max(24).nullable().describe('The newest reaction.'),
    subject: z
      .object({ type: z.string().max(20), id })
      .nullable()
      .describe('What it is about: `post`, `comment`, `message`, `conversation`, `login_alert` …'),
    post: postSummaryShape.nullable().describe('The post it is about or stands at.'),
    comment: z
      .object({ id, text: z.string().max(beginningLength).describe('Its beginning.') })
      .nullable()
      .describe('The newest comment, answer or mention; of a reaction to a comment, that comment.'),
    conversation: z
      .object({
        id,
        unreadCount: count,
        request: z.boolean().describe('A stranger asks; show no words of theirs before it is accepted.'),
        text: z.string().max(beginningLength).nullable().describe('The beginning of their last message.'),
      })
      .nullable(),
    loginAlert: loginAlertShape.nullable(),
    decision: decisionShape.nullable(),
    announcement: z
      .object({ id, title: z.string().max(100).nullable(), text: z.string().max(2000) })
      .nullable()
      .describe('What an operator tells everybody.'),
    createdAt: timeShape(),
    updatedAt: timeShape().describe('When something was last added; the list goes by it.'),
  })
  .meta({ id: 'Notification', description: 'Something a person is told of; alike things are one.' })

/** How many notifications are not read. */
export const unreadShape = z
  .object({ unread: z.int().nonnegative() })
  .meta({ id: 'NotificationCount', description: 'How many notifications are not read.' })

export type Notification = z.output<typeof notificationShape>

/** A notification as its reader sees it. */
export function presentNotification(view: NotificationView): Notification {
  const [newest] = view.acts
  return {
    id: view.id,
    type: view.type,
    read: !view.isUnread,
    actors: view.acts.slice(0, 3).map((act) =>
      presentPersonSummary({
        id: act.actorId,
        username: act.actorUsername,
        displayName: act.actorDisplayName,
        photoPath: act.actorPhotoPath,
        isVerified: act.actorIsVerified,
      }),
    ),
    actorsCount: view.actorsCount,
    emoji: newest?.emoji ?? null,
    subject:
      view.subjectType === null || view.subjectId === null ? null : { type: view.subjectType, id: view.subjectId },
    post: view.post === undefined ? null : presentPostSummary(view.post),
    comment: presentComment(view),
    conversation: presentConversationOf(view),
    loginAlert: view.loginAlert === undefined ? null : presentLoginAlert(view.loginAlert),
    decision: view.decision === undefined ? null : presentDecision(view.decision),
    announcement:
      view.announcement === undefined
        ? null
        : { id: view.announcement.id, title: view.announcement.title, text: view.announcement.text },
    createdAt: isoTime(view.createdAt),
    updatedAt: isoTime(idTime(view.place)),
  }
}

// The words of a comment are shown to whoever sees the post it stands at.
function presentComment({ acts, post }: NotificationView): Notification['comment'] {
  const [newest] = acts
  if (post === undefined || newest?.commentId == null || newest.commentText === null) return null
  return { id: newest.commentId, text: beginning(newest.commentText) }
}

function presentConversationOf({ conversation, type }: NotificationView): Notification['conversation'] {
  if (conversation === undefined) return null
  const isRequest = conversation.request !== 'accepted'
  const last = conversation.lastMessage
  const isTheirs = type === 'message' && last !== undefined && last.senderId === conversation.otherId && !last.isGone
  const text = isTheirs && !isRequest && last.text !== null ? beginning(last.text) : null
  return { id: conversation.id, unreadCount: conversation.unreadCount, request: isRequest, text }
}

function presentDecision(row: DecisionRow): z.output<typeof decisionShape> {
  return {
    kind: row.kind,
    id: row.id,
    outcome: row.outcome,
    subjectType: row.subjectType,
    reason: row.reason,
    expiresAt: isoTime(row.expiresAt),
  }
}

// Never half of a character that takes two units.
function beginning(text: string): string {
  if (text.length <= beginningLength) return text
  return `${text.slice(0, beginningLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
