import type { Shape } from '../../api/types.ts'
import type { IconName } from '../../design/icon.tsx'
import { conversationAddress, postAddress, profileAddress } from '../../shell/addresses.ts'
import { fill, plural } from '../../strings/format.ts'
import { notificationWords as words } from '../../strings/notifications.ts'

export type Notification = Shape<'Notification'>

/** Who did it: the names to be shown, and the text around them, with `{name}` and `{other}` where they go. */
export function whoOf({ actors, actorsCount }: Notification): { text: string; names: Record<string, string> } {
  const [name, other] = actors.map((actor) => actor.displayName || actor.username)
  if (name === undefined) return { text: words.somebody, names: {} }
  if (actorsCount <= 1) return { text: '{name}', names: { name } }
  if (actorsCount === 2 && other !== undefined) return { text: words.two, names: { name, other } }
  return { text: plural(actorsCount - 1, words.andOthers, { name: '{name}' }), names: { name } }
}

/** The sentence, with `{who}` where the names go. */
export function sentenceOf(notification: Notification): string {
  const { emoji, loginAlert, decision, conversation } = notification
  switch (notification.type) {
    case 'message':
      if (conversation?.request) return words.messageRequest
      return conversation !== null && conversation.unreadCount > 1
        ? plural(conversation.unreadCount, words.messages, { who: '{who}' })
        : words.message
    case 'follow':
      return words.follow
    case 'follow_request':
      return words.followRequest
    case 'follow_accepted':
      return words.followAccepted
    case 'reaction':
      return reactionSentence(notification.subject?.type, emoji)
    case 'comment':
      return words.comment
    case 'reply':
      return words.reply
    case 'mention':
      return words.mention
    case 'login_alert': {
      const device = loginAlert?.deviceName || words.unnamedDevice
      return fill(loginAlert?.state === 'pending' ? words.loginAlert : words.loginAnswered, { device })
    }
    case 'moderation':
      return words.decisions[decision?.outcome ?? ''] ?? words.decision
    case 'announcement':
      return notification.announcement?.title ?? words.announcement
    default:
      return words.unknown
  }
}

function reactionSentence(subject: string | undefined, emoji: string | null): string {
  const [plain, withEmoji] =
    subject === 'comment'
      ? [words.reactionComment, words.reactionCommentWith]
      : subject === 'message'
        ? [words.reactionMessage, words.reactionMessageWith]
        : [words.reactionPost, words.reactionWith]
  return emoji === null ? plain : fill(withEmoji, { emoji, who: '{who}' })
}

/** What was written, where there is something to be read. */
export function excerptOf({ comment, conversation, decision, announcement, type }: Notification): string | null {
  if (type === 'announcement') return announcement?.text ?? null
  if (type === 'moderation') return decision?.reason ?? null
  if (type === 'message') return conversation?.text ?? null
  return comment?.text ?? null
}

/** Where it leads; undefined when there is nothing to go to. */
export function addressOf(notification: Notification): string | undefined {
  const { post, comment, conversation, decision, actors, actorsCount, type } = notification
  if (type === 'login_alert') return '/settings/alerts'
  if (type === 'moderation') return decision?.kind === 'report' ? '/settings/reports' : '/settings/strikes'
  if (conversation !== null) return conversationAddress(conversation.id)
  if (post !== null) return comment === null ? postAddress(post.id) : `${postAddress(post.id)}?comment=${comment.id}`
  if (type === 'follow_request') return actorsCount > 1 ? '/follow-requests' : profileOf(actors)
  return profileOf(actors)
}

function profileOf(actors: Notification['actors']): string | undefined {
  return actors[0] === undefined ? undefined : profileAddress(actors[0].username)
}

/** The sign beside the photo. */
export function signOf({ type }: Notification): IconName {
  const signs: Record<string, IconName> = {
    message: 'chat',
    follow: 'person',
    follow_request: 'person',
    follow_accepted: 'check',
    reaction: 'heart',
    comment: 'comment',
    reply: 'reply',
    mention: 'at',
    login_alert: 'key',
    moderation: 'shield',
    announcement: 'info',
  }
  return signs[type] ?? 'bell'
}

export type Section = 'new' | 'today' | 'week' | 'earlier'

/** The part of the list it stands in: what is new comes first, the rest by its day. */
export function sectionOf({ updatedAt }: Notification, isNew: boolean, now: number): Section {
  if (isNew) return 'new'
  const at = new Date(updatedAt)
  if (at.toDateString() === new Date(now).toDateString()) return 'today'
  return now - at.getTime() < 7 * 86_400_000 ? 'week' : 'earlier'
}
