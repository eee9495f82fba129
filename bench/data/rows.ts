// The neutral data set, one object a line; integer ids from 1, times in epoch milliseconds.

export interface SeedUser {
  id: number
  username: string
  email: string
  password: string
  displayName: string
  bio: string
  createdAt: number
}

export interface SeedFollow {
  followerId: number
  followeeId: number
  createdAt: number
}

export interface SeedPost {
  id: number
  userId: number
  kind: 'image' | 'video'
  caption: string
  width: number
  height: number
  durationMs: number | null
  createdAt: number
}

export interface SeedLike {
  postId: number
  userId: number
  createdAt: number
}

export interface SeedComment {
  id: number
  postId: number
  userId: number
  body: string
  createdAt: number
}

export interface SeedConversation {
  id: number
  userA: number
  userB: number
  createdAt: number
}

export interface SeedMessage {
  id: number
  conversationId: number
  senderId: number
  body: string
  createdAt: number
}

export interface SeedReaction {
  messageId: number
  side: 'A' | 'B'
  emoji: string
}

export interface SeedNotification {
  id: number
  userId: number
  actorId: number
  type: 'like' | 'comment' | 'follow' | 'message'
  entityId: number
  isRead: boolean
  createdAt: number
}

export interface SeedVideo {
  id: number
  youtubeId: string
  kind: 'shorts' | 'video' | 'live'
  category: string
  title: string
  channel: string
  durationS: number
  views: number
  publishedAt: number
}

/** An account the load driver signs in as, and what it may look at. */
export interface SeedActor {
  userId: number
  username: string
  conversationIds: number[]
  postIds: number[]
  usernames: string[]
}

/** Every file of a data set by the row it holds. */
export interface SeedFiles {
  users: SeedUser
  follows: SeedFollow
  posts: SeedPost
  likes: SeedLike
  comments: SeedComment
  conversations: SeedConversation
  messages: SeedMessage
  reactions: SeedReaction
  notifications: SeedNotification
  videos: SeedVideo
  actors: SeedActor
}
