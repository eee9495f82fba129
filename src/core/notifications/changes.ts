import type { SqlValue } from '../../db/sql.ts'
import type { NotificationTypeName } from './types.ts'

/** Something somebody, or the server, did that a person is told of. */
export interface Act {
  /** Whom it is told. */
  userId: string
  type: NotificationTypeName
  /** Names the act among all that the person is told of: the same key again is the same act. */
  actKey: string
  /** Acts of one group are one notification. */
  groupKey: string
  /** Who did it; null for the server. */
  actorId: string | null
  subject?: { type: string; id: string }
  /** The post it stands at; it is shown while that is. */
  postId?: string | null
  /** The comment it is, or is about; it is shown while that is. */
  commentId?: string | null
  conversationId?: string | null
  /** The session it is about, which neither sees nor counts it. */
  sessionId?: string | null
}

/** Acts that a query names by `user_id` and `act_key`. */
export interface Scope {
  sql: string
  params: readonly SqlValue[]
}

/** Which notifications of a person are read. */
export type ReadSelection =
  | { ids: readonly string[] }
  | { upTo: string }
  | { all: true }
  | { conversationId: string }
  | { groupKey: string }

/** One change of what people are notified of. */
export type Change =
  /** It happened. `repeats`: the same act may happen again and is told again, like messages of one conversation. */
  | ({ kind: 'act'; repeats?: boolean } & Act)
  /** It was taken back; for a day it is remembered, so that whoever does it again and again is told of once. */
  | { kind: 'undo'; userId: string; actKey: string }
  /** Whether acts are shown may have changed with whom or what they are about. */
  | { kind: 'show-anew'; scope: Scope }
  /** They go without a trace. */
  | { kind: 'remove'; scope: Scope }
  /** `sessionId`: who reads; what is told of that very session stays unread. */
  | { kind: 'read'; userId: string; which: ReadSelection; sessionId?: string }

/** What the changes of a unit come to, for the logs of the people concerned. */
export interface Told {
  /** Notifications that look different or are gone, by person. */
  changed: Map<string, Set<string>>
  /** Notifications with something new to tell, by person. */
  created: Map<string, Set<string>>
  /** People whose number of unread ones may have changed. */
  dirty: Set<string>
}

/** Notes that a notification looks different. */
export function noteChanged(told: Told, userId: string, notificationId: string): void {
  note(told.changed, userId, notificationId)
}

/** Notes that a notification has something new to tell. */
export function noteCreated(told: Told, userId: string, notificationId: string): void {
  note(told.created, userId, notificationId)
}

function note(map: Map<string, Set<string>>, userId: string, notificationId: string): void {
  const own = map.get(userId)
  if (own) own.add(notificationId)
  else map.set(userId, new Set([notificationId]))
}
