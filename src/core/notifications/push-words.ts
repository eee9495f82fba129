import type { PushMessage } from '../../clients/push/index.ts'
import { second } from '../../lib/clock.ts'
import { typeOf } from './types.ts'
import type { NotificationView } from './views.ts'

/** What a push says of a notification. Whoever wants no previews is told that there is something, and not what or by whom. */
export function wordsOfPush(
  view: NotificationView,
  facts: { community: string; previews: boolean; unread: number },
): PushMessage {
  const { urgency, ttlMs } = typeOf(view.type)
  const words = facts.previews ? previewOf(view, facts.community) : undefined
  return {
    title: words?.title ?? facts.community,
    body: words?.body ?? plainWords[view.type] ?? 'Something is new.',
    data: dataOf(view, facts),
    collapseKey: view.id,
    urgency,
    ttlSeconds: Math.floor(ttlMs / second),
  }
}

const plainWords: Readonly<Record<string, string>> = {
  message: 'You have a new message.',
  follow: 'You have a new follower.',
  follow_request: 'Somebody asks to follow you.',
  follow_accepted: 'A request of yours was accepted.',
  reaction: 'There is a reaction for you.',
  comment: 'There is a new comment on a post of yours.',
  reply: 'There is an answer to a comment of yours.',
  mention: 'You were mentioned.',
  login_alert: 'Somebody signed in to your account. Was it you?',
  moderation: 'There is a decision for you to read.',
  announcement: 'There is an announcement.',
}

// References alone, so that an app can open the right page and find its own words. Names are private text as well.
function dataOf(view: NotificationView, facts: { previews: boolean; unread: number }): Record<string, string> {
  const references: Record<string, string | null | undefined> = {
    type: view.type,
    notificationId: view.id,
    unread: String(facts.unread),
    postId: view.post?.id,
    commentId: view.acts[0]?.commentId,
    conversationId: view.conversation?.id,
    loginAlertId: view.loginAlert?.id,
    announcementId: view.announcement?.id,
    decisionId: view.decision?.id,
    username: facts.previews ? view.acts[0]?.actorUsername : undefined,
  }
  return Object.fromEntries(
    Object.entries(references).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

interface Words {
  title: string
  body: string
}

const textLimit = 300

function previewOf(view: NotificationView, community: string): Words | undefined {
  const who = whoOf(view)
  const by = (body: string): Words | undefined => (who === undefined ? undefined : { title: who, body })
  switch (view.type) {
    case 'message':
      return messageWords(view)
    case 'follow':
      return by('New follower.')
    case 'follow_request':
      return by('Asks to follow you.')
    case 'follow_accepted':
      return by('Accepted your request to follow.')
    case 'reaction':
      return by(`${view.acts[0]?.emoji ?? 'Reacted'} to ${reactedTo[view.subjectType ?? '']}`)
    case 'comment':
      return by(quoted('Commented', view))
    case 'reply':
      return by(quoted('Answered', view))
    case 'mention':
      return by(quoted('Mentioned you', view))
    case 'announcement':
      return view.announcement && { title: view.announcement.title ?? community, body: begin(view.announcement.text) }
    case 'login_alert':
      return view.loginAlert && loginWords(view.loginAlert)
    default:
      // What was decided about somebody is not for whoever looks at their phone.
      return undefined
  }
}

const reactedTo: Readonly<Record<string, string>> = {
  post: 'a post of yours.',
  comment: 'a comment of yours.',
  message: 'a message of yours.',
}

function whoOf({ acts, actorsCount }: NotificationView): string | undefined {
  const [newest] = acts
  if (newest === undefined) return undefined
  const name = newest.actorDisplayName || newest.actorUsername
  const others = Math.max(0, actorsCount - 1)
  return others === 0 ? name : `${name} and ${others} ${others === 1 ? 'other' : 'others'}`
}

function messageWords(view: NotificationView): Words | undefined {
  const { conversation } = view
  if (conversation === undefined) return undefined
  const title = conversation.otherDisplayName || conversation.otherUsername
  // What a stranger writes is read when somebody chooses to.
  if (conversation.request !== 'accepted') return { title, body: 'Wants to write to you.' }
  const last = conversation.lastMessage
  const isTheirs = last !== undefined && last.senderId === conversation.otherId && !last.isGone
  const text = isTheirs && last.text !== null && last.text !== '' ? begin(last.text) : 'Sent you something.'
  const more = conversation.unreadCount > 1 ? ` (${conversation.unreadCount} new)` : ''
  return { title: `${title}${more}`, body: text }
}

function quoted(verb: string, view: NotificationView): string {
  const text = view.acts[0]?.commentText
  return text === null || text === undefined ? `${verb} on a post.` : begin(text)
}

function loginWords({ deviceName }: { deviceName: string }): Words {
  const device = deviceName === '' ? 'a device without a name' : deviceName
  return { title: 'A new sign-in to your account', body: `From ${device}. Was it you?` }
}

// Never half of a character that takes two units.
function begin(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= textLimit ? line : `${line.slice(0, textLimit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
