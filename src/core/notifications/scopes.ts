import { followsSql, mayReadPostsSql } from '../people/index.ts'
import type { Scope } from './changes.ts'

// Each names acts by a query with the columns `user_id` and `act_key`. CROSS JOIN keeps SQLite to the order written, which
// goes from the few to the many along an index.

const acts = 'SELECT a.user_id, a.act_key FROM notification_acts a'
const atPosts = `SELECT a.user_id, a.act_key FROM posts p CROSS JOIN notification_acts a
  WHERE a.post_id = p.id`
const inThreads = `SELECT a.user_id, a.act_key FROM comments t CROSS JOIN comments c CROSS JOIN notification_acts a
  WHERE c.post_id = t.post_id AND c.thread_id = t.id AND a.comment_id = c.id`
const ofReader = `SELECT a.user_id, a.act_key FROM notifications n CROSS JOIN posts p CROSS JOIN notification_acts a
  WHERE p.id = n.post_id AND a.notification_id = n.id`

/** One act, by its key. */
export function oneAct(userId: string, actKey: string): Scope {
  return { sql: `${acts} WHERE a.user_id = $1 AND a.act_key = $2`, params: [userId, actKey] }
}

/** What a person did, and what stands at their posts and below their comments. */
export function ofPerson(userId: string): Scope {
  return {
    sql: `${acts} WHERE a.actor_id = $1
      UNION ${atPosts} AND p.author_id = $1
      UNION SELECT a.user_id, a.act_key FROM comments c CROSS JOIN notification_acts a
        WHERE c.author_id = $1 AND a.comment_id = c.id
      UNION ${inThreads} AND t.author_id = $1 AND t.thread_id = ''`,
    params: [userId],
  }
}

/** What one person was told that another one did. */
export function byOneFor(userId: string, otherId: string): Scope {
  return { sql: `${acts} WHERE a.actor_id = $2 AND a.user_id = $1`, params: [userId, otherId] }
}

/** The same, and what one person was told that stands at the other's posts or in their threads. */
export function ofOneFor(userId: string, otherId: string): Scope {
  return {
    sql: `${acts} WHERE a.actor_id = $2 AND a.user_id = $1
      UNION ${ofReader} AND n.user_id = $1 AND p.author_id = $2
      UNION ${inThreads} AND t.author_id = $2 AND t.thread_id = '' AND a.user_id = $1`,
    params: [userId, otherId],
  }
}

/** Everything that stands at a post. */
export function ofPost(postId: string): Scope {
  return { sql: `${acts} WHERE a.post_id = $1`, params: [postId] }
}

/** A comment and what was done to it. */
export function ofComment(commentId: string): Scope {
  return { sql: `${acts} WHERE a.comment_id = $1`, params: [commentId] }
}

/** The same of a comment and of the replies below it. */
export function aroundComment(commentId: string): Scope {
  return { sql: `${acts} WHERE a.comment_id = $1 UNION ${inThreads} AND t.id = $1`, params: [commentId] }
}

/** What was done to a message. */
export function ofMessage(messageId: string, conversationId: string): Scope {
  return {
    sql: `${acts} JOIN notifications n ON n.id = a.notification_id
      WHERE n.conversation_id = $1 AND n.group_key = 'reaction:message:' || CAST($2 AS TEXT)`,
    params: [conversationId, messageId],
  }
}

/** Everything that one person was told of a conversation. */
export function ofConversationFor(userId: string, conversationId: string): Scope {
  return {
    sql: `${acts} JOIN notifications n ON n.id = a.notification_id WHERE n.conversation_id = $2 AND n.user_id = $1`,
    params: [userId, conversationId],
  }
}

/** That there are new messages in a conversation, told to those who have none any more: the new ones are gone. */
export function readMessages(conversationId: string): Scope {
  return {
    sql: `${acts} JOIN notifications n ON n.id = a.notification_id
      JOIN participants p ON p.conversation_id = n.conversation_id AND p.user_id = n.user_id
      WHERE n.conversation_id = $1 AND n.type = 'message' AND n.is_unread AND p.unread_count = 0`,
    params: [conversationId],
  }
}

/** Requests to follow a person that wait no longer. */
export function answeredRequests(userId: string): Scope {
  return {
    sql: `${acts} JOIN notifications n ON n.id = a.notification_id
      WHERE n.user_id = $1 AND n.group_key = 'follow_request' AND a.undone_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM followers f WHERE f.follower_id = a.actor_id AND f.followee_id = $1
          AND f.state = 'requested')`,
    params: [userId],
  }
}

/** A condition: the reader may not read the post in `p`, which is another's, any more. */
function unreadableSql(reader: string): string {
  return `p.author_id <> ${reader} AND NOT EXISTS (SELECT 1 FROM users w WHERE w.id = p.author_id
    AND ${mayReadPostsSql('w', reader)} AND (p.visibility = 'public' OR ${followsSql(reader, 'w.id')}))`
}

/** What stands at posts of a person that one reader may not read any more. */
export function unreadableFor(userId: string, authorId: string): Scope {
  return {
    sql: `${ofReader} AND n.user_id = $1 AND p.author_id = $2 AND ${unreadableSql('$1')}`,
    params: [userId, authorId],
  }
}

/** What stands at posts of a person and was told to people who may not read them any more. */
export function unreadableOf(authorId: string): Scope {
  return { sql: `${atPosts} AND p.author_id = $1 AND ${unreadableSql('a.user_id')}`, params: [authorId] }
}

/** The same of one post. */
export function unreadableAt(postId: string): Scope {
  return { sql: `${atPosts} AND p.id = $1 AND ${unreadableSql('a.user_id')}`, params: [postId] }
}
