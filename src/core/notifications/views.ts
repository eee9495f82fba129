import { type Flag, type Reader, rowQuery } from '../../db/sql.ts'
import type { LoginAlertRow } from '../accounts/index.ts'
import { type ConversationView, readConversations } from '../chat/index.ts'
import { type PrefixedSummary, prefixedPersonColumns } from '../people/index.ts'
import { type PostSummaryRow, readPostSummaries } from '../posts/index.ts'
import { idList } from './id-list.ts'

/** A notification as it is stored. */
export interface NotificationRow {
  id: string
  userId: string
  type: string
  subjectType: string | null
  subjectId: string | null
  postId: string | null
  conversationId: string | null
  sessionId: string | null
  actorsCount: number
  isUnread: Flag
  place: string
  createdAt: number
}

/** What operators decided, as the person concerned is told. */
export interface DecisionRow {
  id: string
  kind: 'action' | 'report' | 'appeal'
  /** Of an action what was done; of reports and appeals how they were answered. */
  outcome: string
  /** What the action is about; null for the others. */
  subjectType: string | null
  /** Of an action why; of an appeal the answer; of a report what it was filed for. */
  reason: string | null
  expiresAt: number | null
}

/** Something an operator tells everybody. */
export interface AnnouncementRow {
  id: string
  title: string | null
  text: string
}

/** One of the newest acts of a notification. */
export interface ActRow extends PrefixedSummary<'actor'> {
  notificationId: string
  commentId: string | null
  commentText: string | null
  /** Of a reaction. */
  emoji: string | null
}

/** A notification with everything that is shown of it, as its reader may see it at this moment. */
export interface NotificationView extends NotificationRow {
  /** The newest acts by people, newest first; at most one for each person. */
  acts: ActRow[]
  post: PostSummaryRow | undefined
  conversation: ConversationView | undefined
  loginAlert: LoginAlertRow | undefined
  decision: DecisionRow | undefined
  announcement: AnnouncementRow | undefined
}

/** The columns of `n`, `notifications`. */
export const notificationColumns: { [Field in keyof NotificationRow]: string } = {
  id: 'n.id',
  userId: 'n.user_id',
  type: 'n.type',
  subjectType: 'n.subject_type',
  subjectId: 'n.subject_id',
  postId: 'n.post_id',
  conversationId: 'n.conversation_id',
  sessionId: 'n.session_id',
  actorsCount: 'n.actors_count',
  isUnread: 'n.is_unread',
  place: 'n.place',
  createdAt: 'n.created_at',
}

function perDialect<Value>(make: (ids: string) => Value): { sqlite: Value; postgres: Value } {
  return { sqlite: make(idList('sqlite', '$1')), postgres: make(idList('postgres', '$1')) }
}

const byIds = perDialect((ids) =>
  rowQuery<NotificationRow>(notificationColumns, `FROM notifications n WHERE n.id IN ${ids} AND n.is_shown`),
)

/** Notifications that are shown at this moment, of whomever, in no order. */
export async function findNotifications(reader: Reader, ids: readonly string[]): Promise<NotificationView[]> {
  if (ids.length === 0) return []
  return viewNotifications(reader, await reader.rows(byIds[reader.dialect], [JSON.stringify(ids)]))
}

/** So many of the newest acts are looked at to find the people to name. */
const actsRead = 12

const newestActs = perDialect((ids) =>
  rowQuery<ActRow & { place: string }>(
    {
      notificationId: 'a.notification_id',
      place: 'a.place',
      commentId: 'c.id',
      commentText: 'c.text',
      emoji: `CASE n.subject_type
        WHEN 'post' THEN (SELECT r.emoji FROM reactions r WHERE r.post_id = n.subject_id AND r.user_id = a.actor_id)
        WHEN 'comment' THEN (SELECT r.emoji FROM comment_reactions r
          WHERE r.comment_id = n.subject_id AND r.user_id = a.actor_id)
        WHEN 'message' THEN (SELECT r.emoji FROM message_reactions r
          WHERE r.message_id = n.subject_id AND r.user_id = a.actor_id) END`,
      ...prefixedPersonColumns('u', 'actor'),
    },
    `FROM notifications n JOIN notification_acts a ON a.notification_id = n.id
     JOIN users u ON u.id = a.actor_id LEFT JOIN comments c ON c.id = a.comment_id
     WHERE n.id IN ${ids} AND a.is_shown = TRUE AND a.place IN (SELECT b.place FROM notification_acts b
       WHERE b.notification_id = n.id AND b.is_shown = TRUE ORDER BY b.place DESC LIMIT ${actsRead})
     ORDER BY a.place DESC`,
  ),
)

/** Adds what is shown of each notification, by one question for each kind of thing. */
export async function viewNotifications(reader: Reader, rows: readonly NotificationRow[]): Promise<NotificationView[]> {
  const [acts, posts, conversations, alerts, decisions, announcements] = await Promise.all([
    readActs(reader, rows),
    readPostSummaries(
      reader,
      rows.flatMap((row) => (row.postId === null ? [] : [[row.userId, row.postId] as const])),
    ),
    // Presence is no part of it, so that it does not matter what time it is.
    readConversations(
      reader,
      rows.flatMap((row) => (row.conversationId === null ? [] : [[row.userId, row.conversationId] as const])),
      0,
    ),
    readSubjects<LoginAlertRow>(reader, rows, 'login_alert', loginAlerts),
    readDecisions(reader, rows),
    readSubjects<AnnouncementRow>(reader, rows, 'announcement', announcementsById),
  ])
  const postOf = new Map(posts.map((post) => [`${post.viewerId} ${post.id}`, post]))
  const conversationOf = new Map(conversations.map((one) => [`${one.viewerId} ${one.id}`, one]))
  return rows.map((row) => ({
    ...row,
    acts: acts.get(row.id) ?? [],
    post: postOf.get(`${row.userId} ${row.postId}`),
    conversation: conversationOf.get(`${row.userId} ${row.conversationId}`),
    loginAlert: alerts.get(row.subjectId ?? ''),
    decision: decisions.get(row.subjectId ?? ''),
    announcement: announcements.get(row.subjectId ?? ''),
  }))
}

async function readActs(reader: Reader, rows: readonly NotificationRow[]): Promise<Map<string, ActRow[]>> {
  const byNotification = new Map<string, ActRow[]>()
  if (rows.length === 0) return byNotification
  const ids = JSON.stringify(rows.map((row) => row.id))
  for (const act of await reader.rows(newestActs[reader.dialect], [ids])) {
    const own = byNotification.get(act.notificationId)
    if (own === undefined) byNotification.set(act.notificationId, [act])
    else if (!own.some(({ actorId }) => actorId === act.actorId)) own.push(act)
  }
  return byNotification
}

const loginAlerts = `SELECT id, user_id, session_id, device_name, ip, new_device, new_network, state, answered_at,
  created_at FROM login_alerts`
const announcementsById = 'SELECT id, title, text FROM announcements'
const decisionKinds = {
  action: `SELECT id, 'action' AS kind, type AS outcome, subject_type, reason, expires_at FROM moderation_actions`,
  report: `SELECT id, 'report' AS kind, COALESCE(outcome, 'open') AS outcome, NULL AS subject_type, reason,
    NULL AS expires_at FROM reports`,
  appeal: `SELECT id, 'appeal' AS kind, state AS outcome, NULL AS subject_type, answer AS reason, NULL AS expires_at
    FROM appeals`,
}

async function readSubjects<Row extends { id: string }>(
  reader: Reader,
  rows: readonly NotificationRow[],
  subjectType: string,
  select: string,
): Promise<Map<string, Row>> {
  const ids = rows.filter((row) => row.subjectType === subjectType).map((row) => row.subjectId)
  if (ids.length === 0) return new Map()
  const found = await reader.all<Row>(`${select} WHERE id IN ${idList(reader.dialect, '$1')}`, [JSON.stringify(ids)])
  return new Map(found.map((row) => [row.id, row]))
}

async function readDecisions(reader: Reader, rows: readonly NotificationRow[]): Promise<Map<string, DecisionRow>> {
  const found = await Promise.all(
    Object.entries(decisionKinds).map(([kind, select]) => readSubjects<DecisionRow>(reader, rows, kind, select)),
  )
  return new Map(found.flatMap((some) => [...some]))
}
