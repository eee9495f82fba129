import { Readable } from 'node:stream'
import type { Context } from '../../context.ts'

/** One file of an export; its name is ours, never one that people chose. */
export interface ExportEntry {
  name: string
  open(): Promise<Readable>
  /** Media are packed already. */
  isCompressible: boolean
}

const page = 500

// What the person wrote, chose, did and was told, and nothing that others wrote: of a conversation, their own side.
// `$1` is the person; `export_key` is what the pages go by.
const sections: Readonly<Record<string, string>> = {
  account: `SELECT id AS export_key, id, username, email, pending_email, role, status, display_name, bio, link, birth_date,
      is_private, is_verified, messages_from, read_receipts, presence, locale, time_zone, created_at FROM users WHERE id = $1`,
  sessions: `SELECT id AS export_key, id, device_name, ip, created_at, last_seen_at, ended_at, end_reason
    FROM sessions WHERE user_id = $1`,
  'login-alerts': `SELECT id AS export_key, id, device_name, ip, state, created_at, answered_at
    FROM login_alerts WHERE user_id = $1`,
  consents: `SELECT document || ' ' || version AS export_key, document, version, accepted_at FROM consents WHERE user_id = $1`,
  posts: `SELECT id AS export_key, id, caption, visibility, is_sensitive, comments_from, edited_at, created_at
    FROM posts WHERE author_id = $1`,
  comments: `SELECT id AS export_key, id, post_id, text, edited_at, created_at FROM comments WHERE author_id = $1`,
  reactions: `SELECT id AS export_key, post_id, emoji, created_at FROM reactions WHERE user_id = $1`,
  bookmarks: `SELECT id AS export_key, post_id, created_at FROM bookmarks WHERE user_id = $1`,
  following: `SELECT u.id AS export_key, u.username, f.state, f.created_at
    FROM followers f JOIN users u ON u.id = f.followee_id WHERE f.follower_id = $1`,
  followers: `SELECT u.id AS export_key, u.username, f.state, f.created_at
    FROM followers f JOIN users u ON u.id = f.follower_id WHERE f.followee_id = $1`,
  blocks: `SELECT u.id AS export_key, u.username, b.created_at
    FROM blocks b JOIN users u ON u.id = b.blocked_id WHERE b.blocker_id = $1`,
  mutes: `SELECT u.id AS export_key, u.username, m.created_at
    FROM mutes m JOIN users u ON u.id = m.muted_id WHERE m.muter_id = $1`,
  messages: `SELECT id AS export_key, id, conversation_id, text, post_id, video_id, edited_at, created_at
    FROM messages WHERE sender_id = $1 AND deleted_at IS NULL`,
  'saved-videos': `SELECT youtube_id AS export_key, youtube_id, created_at FROM video_saves WHERE user_id = $1`,
  'seen-videos': `SELECT youtube_id AS export_key, youtube_id, seen_at FROM video_seen WHERE user_id = $1`,
  reports: `SELECT r.id AS export_key, c.subject_type, c.subject_id, r.reason, r.comment, r.outcome, r.created_at
    FROM reports r JOIN cases c ON c.id = r.case_id WHERE r.reporter_id = $1`,
  strikes: `SELECT id AS export_key, id, type, reason, created_at, expires_at, ended_at, end_reason
    FROM moderation_actions WHERE user_id = $1`,
  notifications: `SELECT id AS export_key, id, type, subject_type, subject_id, actors_count, is_unread, created_at
    FROM notifications WHERE user_id = $1 AND is_shown`,
  'notification-preferences': `SELECT type AS export_key, type, in_app, push, email
    FROM notification_preferences WHERE user_id = $1`,
  'notification-settings': `SELECT user_id AS export_key, quiet_from, quiet_to, quiet_time_zone, previews, digest
    FROM notification_boxes WHERE user_id = $1`,
  'push-subscriptions': `SELECT id AS export_key, id, kind, service, last_sent_at, created_at
    FROM push_subscriptions WHERE user_id = $1`,
  appeals: `SELECT id AS export_key, action_id, text, state, answer, created_at, decided_at FROM appeals WHERE user_id = $1`,
}

/** The files of a person's export, read page by page while they are packed. */
export async function* exportEntries(context: Context, userId: string): AsyncGenerator<ExportEntry> {
  for (const name of Object.keys(sections)) {
    yield {
      name: `${name}.json`,
      open: async () => Readable.from(jsonOf(context, sections[name]!, userId)),
      isCompressible: true,
    }
  }
  const media = await context.db.read.all<{ id: string; fileKey: string; name: string }>(
    `SELECT m.id, f.file_key, f.name FROM media m JOIN media_files f ON f.media_id = m.id
     WHERE m.owner_id = $1 ORDER BY m.id, f.name`,
    [userId],
  )
  for (const { id, fileKey, name } of media) {
    if (!/^[a-z]{1,10}\.[a-z0-9]{2,4}$/.test(name)) continue
    yield { name: `media/${id}/${name}`, open: () => openMedia(context, fileKey), isCompressible: false }
  }
}

async function openMedia(context: Context, fileKey: string): Promise<Readable> {
  const opened = await context.clients.mediaStore.open(fileKey)
  // A file that went meanwhile leaves an empty entry rather than an archive that is cut off.
  return opened?.stream ?? Readable.from([])
}

async function* jsonOf(context: Context, sql: string, userId: string): AsyncGenerator<string> {
  let after = ''
  let isFirst = true
  yield '['
  for (;;) {
    const rows = await context.db.read.all<Record<string, unknown> & { exportKey: string }>(
      `SELECT * FROM (${sql}) x WHERE export_key > $2 ORDER BY export_key LIMIT ${page}`,
      [userId, after],
    )
    for (const { exportKey, ...row } of rows) {
      yield `${isFirst ? '' : ','}\n${JSON.stringify(readable(row))}`
      isFirst = false
      after = exportKey
    }
    if (rows.length < page) break
  }
  yield '\n]\n'
}

const truths = new Set([
  'isPrivate',
  'isVerified',
  'readReceipts',
  'presence',
  'isSensitive',
  'isUnread',
  'inApp',
  'push',
  'email',
  'previews',
])

/** Times as ISO 8601 and truth values as such, on either database. */
function readable(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (typeof value === 'number' && name.endsWith('At')) return [name, new Date(value).toISOString()]
      return [name, truths.has(name) && typeof value !== 'string' ? Boolean(value) : value]
    }),
  )
}
