import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'
import type { EventBus } from '../events.ts'
import { postMail } from '../mail/index.ts'
import { changeNotifications } from './change-notifications.ts'
import type { Act, Change } from './changes.ts'
import { actKeys, groupKeys } from './keys.ts'
import { namesOf } from './mentions.ts'
import { pushTopic } from './push-outbox.ts'
import * as scopes from './scopes.ts'

/** Turns what happens into what people are notified of, each in the unit of the change itself. */
export function subscribeNotifications(events: EventBus): void {
  subscribeAccounts(events)
  subscribePeople(events)
  subscribePosts(events)
  subscribeComments(events)
  subscribeChat(events)
  subscribeOperators(events)
}

/** An act unless somebody would be told of what they did themselves. */
function tell(unit: Unit, context: Context, act: Act & { repeats?: boolean }): void {
  if (act.actorId !== act.userId) changeNotifications(unit, context, [{ kind: 'act', ...act }])
}

function change(unit: Unit, context: Context, ...changes: Change[]): void {
  changeNotifications(unit, context, changes)
}

function subscribeAccounts(events: EventBus): void {
  events.subscribe('account.registered', async (unit, _context, { userId }) => {
    await unit.run('INSERT INTO notification_boxes (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [userId])
  })
  for (const event of ['account.suspended', 'account.deleted', 'account.restored'] as const) {
    events.subscribe(event, async (unit, context, { userId }) =>
      change(unit, context, { kind: 'show-anew', scope: scopes.ofPerson(userId) }),
    )
  }
  // What they did is hidden since the account was deleted, so no number changes; it goes with the row of the account.
  events.subscribe('account.erased', async (unit, _context, { userId }) => {
    await unit.run(
      `DELETE FROM notifications WHERE id IN (SELECT a.notification_id FROM notification_acts a WHERE a.actor_id = $1)
         AND NOT EXISTS (SELECT 1 FROM notification_acts o WHERE o.notification_id = notifications.id
           AND (o.actor_id IS NULL OR o.actor_id <> $1))`,
      [userId],
    )
  })
  events.subscribe('login.alerted', async (unit, context, { userId, alertId, sessionId }) =>
    tell(unit, context, {
      userId,
      type: 'login_alert',
      actKey: groupKeys.loginAlert(alertId),
      groupKey: groupKeys.loginAlert(alertId),
      actorId: null,
      subject: { type: 'login_alert', id: alertId },
      sessionId,
    }),
  )
  events.subscribe('login.answered', async (unit, context, { userId, alertId }) =>
    change(unit, context, { kind: 'read', userId, which: { groupKey: groupKeys.loginAlert(alertId) } }),
  )
  events.subscribe('session.ended', async (unit, _context, { sessionId }) => {
    await unit.run('DELETE FROM push_subscriptions WHERE session_id = $1', [sessionId])
  })
}

function subscribePeople(events: EventBus): void {
  events.subscribe('follow.created', async (unit, context, { followerId, followeeId }) =>
    tell(unit, context, {
      userId: followeeId,
      type: 'follow',
      actKey: actKeys.follow(followerId),
      groupKey: groupKeys.ofDay('follow', context.now()),
      actorId: followerId,
    }),
  )
  events.subscribe('follow.requested', async (unit, context, { followerId, followeeId }) =>
    tell(unit, context, {
      userId: followeeId,
      type: 'follow_request',
      actKey: actKeys.followRequest(followerId),
      groupKey: 'follow_request',
      actorId: followerId,
    }),
  )
  events.subscribe('follow.accepted', async (unit, context, { followerId, followeeId }) => {
    change(unit, context, { kind: 'remove', scope: scopes.oneAct(followeeId, actKeys.followRequest(followerId)) })
    tell(unit, context, {
      userId: followerId,
      type: 'follow_accepted',
      actKey: actKeys.followAccepted(followeeId),
      groupKey: groupKeys.ofDay('follow_accepted', context.now()),
      actorId: followeeId,
    })
  })
  events.subscribe('follow.ended', async (unit, context, { followerId, followeeId }) => {
    for (const actKey of [actKeys.follow(followerId), actKeys.followRequest(followerId)]) {
      change(unit, context, { kind: 'undo', userId: followeeId, actKey })
    }
    change(
      unit,
      context,
      { kind: 'undo', userId: followerId, actKey: actKeys.followAccepted(followeeId) },
      { kind: 'remove', scope: scopes.unreadableFor(followerId, followeeId) },
    )
  })
  events.subscribe('user.blocked', async (unit, context, { blockerId, blockedId }) =>
    change(
      unit,
      context,
      { kind: 'remove', scope: scopes.ofOneFor(blockerId, blockedId) },
      { kind: 'remove', scope: scopes.ofOneFor(blockedId, blockerId) },
    ),
  )
  events.subscribe('user.muted', async (unit, context, { muterId, mutedId }) =>
    change(unit, context, { kind: 'remove', scope: scopes.byOneFor(muterId, mutedId) }),
  )
  events.subscribe('profile.changed', async (unit, context, { userId }) =>
    change(unit, context, { kind: 'remove', scope: scopes.answeredRequests(userId) }),
  )
  events.subscribe('privacy.narrowed', async (unit, context, { userId }) =>
    change(unit, context, { kind: 'remove', scope: scopes.unreadableOf(userId) }),
  )
}

function subscribePosts(events: EventBus): void {
  events.subscribe('post.reacted', async (unit, context, { postId, authorId, userId }) =>
    tell(unit, context, {
      userId: authorId,
      type: 'reaction',
      actKey: actKeys.reaction('post', postId, userId),
      groupKey: groupKeys.reaction('post', postId),
      actorId: userId,
      subject: { type: 'post', id: postId },
      postId,
    }),
  )
  events.subscribe('post.unreacted', async (unit, context, { postId, authorId, userId }) =>
    change(unit, context, { kind: 'undo', userId: authorId, actKey: actKeys.reaction('post', postId, userId) }),
  )
  events.subscribe('post.deleted', async (unit, context, { postId }) =>
    change(unit, context, { kind: 'remove', scope: scopes.ofPost(postId) }),
  )
  for (const event of ['post.hidden', 'post.restored'] as const) {
    events.subscribe(event, async (unit, context, { postId }) =>
      change(unit, context, { kind: 'show-anew', scope: scopes.ofPost(postId) }),
    )
  }
  events.subscribe('post.edited', async (unit, context, { postId }) => {
    change(unit, context, { kind: 'remove', scope: scopes.unreadableAt(postId) })
    const post = await unit.get<{ caption: string }>('SELECT caption FROM posts WHERE id = $1', [postId])
    await takeMentionsBack(unit, context, actKeys.caption(postId), post?.caption ?? '')
  })
  events.subscribe('person.mentioned', async (unit, context, { userId, byId, postId, commentId }) =>
    tell(unit, context, {
      userId,
      type: 'mention',
      actKey: commentId === null ? actKeys.caption(postId) : actKeys.comment(commentId),
      groupKey: groupKeys.mention(postId),
      actorId: byId,
      subject: { type: 'post', id: postId },
      postId,
      commentId,
    }),
  )
}

// Whoever is named no longer was told of it in error; what they were told of for another reason stays.
async function takeMentionsBack(unit: Unit, context: Context, actKey: string, text: string): Promise<void> {
  const told = await unit.all<{ userId: string; username: string }>(
    `SELECT a.user_id, u.username FROM notification_acts a JOIN notifications n ON n.id = a.notification_id
     JOIN users u ON u.id = a.user_id
     WHERE a.act_key = $1 AND n.type = 'mention' AND a.undone_at IS NULL`,
    [actKey],
  )
  if (told.length === 0) return
  const isNamed = namesOf(text)
  for (const { userId, username } of told) {
    if (!isNamed(username)) change(unit, context, { kind: 'undo', userId, actKey })
  }
}

function subscribeComments(events: EventBus): void {
  events.subscribe('comment.created', async (unit, context, comment) => {
    const { commentId, postId, postAuthorId, authorId, replyToId, replyToAuthorId } = comment
    const common = { actKey: actKeys.comment(commentId), actorId: authorId, postId, commentId }
    if (replyToId !== null && replyToAuthorId !== null) {
      const subject = { type: 'comment', id: replyToId }
      const groupKey = groupKeys.reply(replyToId)
      tell(unit, context, { ...common, userId: replyToAuthorId, type: 'reply', groupKey, subject })
    }
    // One hears of a comment once: as an answer, if it is one, or else as a comment.
    if (postAuthorId === replyToAuthorId) return
    const subject = { type: 'post', id: postId }
    tell(unit, context, {
      ...common,
      userId: postAuthorId,
      type: 'comment',
      groupKey: groupKeys.comment(postId),
      subject,
    })
  })
  events.subscribe('comment.edited', async (unit, context, { commentId }) => {
    const comment = await unit.get<{ text: string }>('SELECT text FROM comments WHERE id = $1', [commentId])
    await takeMentionsBack(unit, context, actKeys.comment(commentId), comment?.text ?? '')
  })
  events.subscribe('comment.deleted', async (unit, context, { commentId }) =>
    change(unit, context, { kind: 'remove', scope: scopes.ofComment(commentId) }),
  )
  for (const event of ['comment.hidden', 'comment.restored'] as const) {
    events.subscribe(event, async (unit, context, { commentId }) =>
      change(unit, context, { kind: 'show-anew', scope: scopes.aroundComment(commentId) }),
    )
  }
  events.subscribe('comment.reacted', async (unit, context, { commentId, postId, authorId, userId }) =>
    tell(unit, context, {
      userId: authorId,
      type: 'reaction',
      actKey: actKeys.reaction('comment', commentId, userId),
      groupKey: groupKeys.reaction('comment', commentId),
      actorId: userId,
      subject: { type: 'comment', id: commentId },
      postId,
      commentId,
    }),
  )
  events.subscribe('comment.unreacted', async (unit, context, { commentId, authorId, userId }) =>
    change(unit, context, { kind: 'undo', userId: authorId, actKey: actKeys.reaction('comment', commentId, userId) }),
  )
}

function subscribeChat(events: EventBus): void {
  events.subscribe('message.sent', async (unit, context, { conversationId, senderId, recipientId }) =>
    tell(unit, context, {
      userId: recipientId,
      type: 'message',
      actKey: groupKeys.message(conversationId),
      groupKey: groupKeys.message(conversationId),
      actorId: senderId,
      subject: { type: 'conversation', id: conversationId },
      conversationId,
      repeats: true,
    }),
  )
  events.subscribe('message.deleted', async (unit, context, { messageId, conversationId }) =>
    change(
      unit,
      context,
      { kind: 'remove', scope: scopes.readMessages(conversationId) },
      { kind: 'remove', scope: scopes.ofMessage(messageId, conversationId) },
    ),
  )
  events.subscribe('message.hidden', async (unit, context, { conversationId }) =>
    change(unit, context, { kind: 'remove', scope: scopes.readMessages(conversationId) }),
  )
  events.subscribe('conversation.refused', async (unit, context, { userId, conversationId }) =>
    change(unit, context, { kind: 'remove', scope: scopes.ofConversationFor(userId, conversationId) }),
  )
  events.subscribe('conversation.read', async (unit, context, { userId, conversationId }) =>
    change(unit, context, { kind: 'read', userId, which: { conversationId } }),
  )
  events.subscribe('message.reacted', async (unit, context, { messageId, conversationId, senderId, userId }) =>
    tell(unit, context, {
      userId: senderId,
      type: 'reaction',
      actKey: actKeys.reaction('message', messageId, userId),
      groupKey: groupKeys.reaction('message', messageId),
      actorId: userId,
      subject: { type: 'message', id: messageId },
      conversationId,
    }),
  )
  events.subscribe('message.unreacted', async (unit, context, { messageId, senderId, userId }) =>
    change(unit, context, { kind: 'undo', userId: senderId, actKey: actKeys.reaction('message', messageId, userId) }),
  )
}

function subscribeOperators(events: EventBus): void {
  const tellDecision = (unit: Unit, context: Context, userId: string, type: string, id: string): void => {
    const key = groupKeys.moderation(type, id)
    const subject = { type, id }
    tell(unit, context, { userId, type: 'moderation', actKey: key, groupKey: key, actorId: null, subject })
  }
  events.subscribe('moderation.decided', async (unit, context, { userId, actionId }) => {
    tellDecision(unit, context, userId, 'action', actionId)
    const action = await unit.get<{ type: string; reason: string }>(
      'SELECT type, reason FROM moderation_actions WHERE id = $1',
      [actionId],
    )
    // Somebody suspended is signed out everywhere and sees no notification, so this is how they learn of it.
    if (action?.type !== 'suspend') return
    await postMail(unit, context, { kind: 'account-suspended', to: { userId }, data: { reason: action.reason } })
  })
  events.subscribe('report.answered', async (unit, context, { reporterId, reportId }) =>
    tellDecision(unit, context, reporterId, 'report', reportId),
  )
  events.subscribe('appeal.answered', async (unit, context, { userId, appealId }) =>
    tellDecision(unit, context, userId, 'appeal', appealId),
  )
  // Everybody is told by and by, so that the rest of the server goes on meanwhile.
  events.subscribe('announcement.made', async (unit, context, { announcementId }) => {
    await unit.run(`UPDATE announcements SET told_up_to = '' WHERE id = $1`, [announcementId])
    unit.afterCommit(() => context.clients.doorbell.ring(pushTopic, null))
  })
}
