import { isoTime } from '../../lib/clock.ts'

type Reacted = 'post' | 'comment' | 'message'

/** The key of an act, by what it is about and who did it. */
export const actKeys = {
  follow: (followerId: string) => `follow:${followerId}`,
  followRequest: (followerId: string) => `follow_request:${followerId}`,
  followAccepted: (followeeId: string) => `follow_accepted:${followeeId}`,
  reaction: (to: Reacted, id: string, userId: string) => `reaction:${to}:${id}:${userId}`,
  /** However it concerns a person, as comment, answer or mention: they are told of it once. */
  comment: (commentId: string) => `comment:${commentId}`,
  /** Being named in the caption of a post. */
  caption: (postId: string) => `caption:${postId}`,
}

/** The key of a notification: acts of one key are told as one. */
export const groupKeys = {
  /** Follows of one day are told together. */
  ofDay: (type: 'follow' | 'follow_accepted', now: number) => `${type}:${isoTime(now).slice(0, 10)}`,
  reaction: (to: Reacted, id: string) => `reaction:${to}:${id}`,
  comment: (postId: string) => `comment:${postId}`,
  reply: (commentId: string) => `reply:${commentId}`,
  mention: (postId: string) => `mention:${postId}`,
  message: (conversationId: string) => `message:${conversationId}`,
  loginAlert: (alertId: string) => `login_alert:${alertId}`,
  moderation: (type: string, id: string) => `moderation:${type}:${id}`,
  announcement: (id: string) => `announcement:${id}`,
}
