import { z } from 'zod'
import { escapeLike, type Flag, type SqlValue } from '../../../db/sql.ts'
import { pageQuery } from '../../../lib/fields.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'

/** What operators moderate one by one without a reason. */
export type ContentKind = 'post' | 'comment'

/** A post, comment or message as operators see it. */
export interface ContentRow {
  id: string
  authorId: string
  authorName: string
  text: string | null
  editedAt: number | null
  hiddenAt: number | null
  /** Messages alone leave a trace when they are deleted. */
  deletedAt: number | null
  /** Whether a rule hid it, and no operator has decided yet. */
  heldBy: string | null
  reactions: number
  comments: number
  reports: number
  createdAt: number
  /** Its author says that its media are not for everybody. */
  isSensitive: Flag
  /** The JSON of its media in their order, or null. */
  media: string | null
  /** Of messages, as are the two below: whom it was written to, unless they are gone. */
  conversationId: string | null
  recipientId?: string | null
  recipientName?: string | null
}

export const contentFilters = {
  author: z.string().min(1).max(36).optional().describe('A user name or id.'),
  state: z.enum(['visible', 'hidden', 'held', 'deleted']).optional(),
  since: z.iso.datetime().max(40).optional(),
}

export const listContentInput = pageQuery({
  query: z.string().trim().min(1).max(100).optional().describe('Words in the text.'),
  ...contentFilters,
})

export type ListContentInput = z.output<typeof listContentInput>

/** A condition and column: the automatic decision that hides it, while its case waits. */
export function heldSql(type: string, idColumn: string): string {
  return `(SELECT a.id FROM moderation_actions a WHERE a.subject_type = '${type}' AND a.subject_id = ${idColumn}
    AND a.type = 'hide' AND a.is_automatic AND a.ended_at IS NULL LIMIT 1)`
}

/** The reports of a subject, of all its cases. */
export function reportsSql(type: string, idColumn: string): string {
  return `(SELECT COALESCE(SUM(k.reports_count), 0) FROM cases k
    WHERE k.subject_type = '${type}' AND k.subject_id = ${idColumn})`
}

const selects: Record<ContentKind, string> = {
  post: `SELECT c.id, c.author_id, u.username AS author_name, c.caption AS text, c.edited_at, c.hidden_at,
      NULL AS deleted_at, ${heldSql('post', 'c.id')} AS held_by, c.reactions_count AS reactions,
      c.comments_count AS comments, ${reportsSql('post', 'c.id')} AS reports, c.created_at, NULL AS conversation_id,
      c.is_sensitive, c.media
    FROM posts c JOIN users u ON u.id = c.author_id`,
  comment: `SELECT c.id, c.author_id, u.username AS author_name, c.text, c.edited_at, c.hidden_at,
      NULL AS deleted_at, ${heldSql('comment', 'c.id')} AS held_by, c.reactions_count AS reactions,
      c.replies_count AS comments, ${reportsSql('comment', 'c.id')} AS reports, c.created_at, NULL AS conversation_id,
      FALSE AS is_sensitive, NULL AS media
    FROM comments c JOIN users u ON u.id = c.author_id`,
}

/** Posts or comments, newest first; one row more than `limit` when there are more. */
export function listContent(context: Context, kind: ContentKind, input: ListContentInput): Promise<ContentRow[]> {
  const values: SqlValue[] = []
  const bind = (value: SqlValue): string => `$${values.push(value)}`
  const where = contentConditions(kind, input, bind)
  if (input.query !== undefined) {
    const column = kind === 'post' ? 'c.caption' : 'c.text'
    where.push(`LOWER(${column}) LIKE ${bind(`%${escapeLike(input.query.toLowerCase())}%`)} ESCAPE '\\'`)
  }
  if (input.cursor !== undefined) {
    where.push(`c.id < ${bind(String(context.cursors.decode(`admin-${kind}`, input.cursor)[0]))}`)
  }
  return context.db.read.all<ContentRow>(
    `${selects[kind]} WHERE ${where.join(' AND ')} ORDER BY c.id DESC LIMIT ${bind(input.limit + 1)}`,
    values,
  )
}

/** The conditions that lists of content share; the content is `c`, its author `u`. */
export function contentConditions(
  kind: ContentKind | 'message',
  { author, state, since }: Pick<ListContentInput, 'author' | 'state' | 'since'>,
  bind: (value: SqlValue) => string,
): string[] {
  const where = ['1 = 1']
  if (author !== undefined) {
    const name = bind(author)
    where.push(`(u.id = ${name} OR u.username = ${name})`)
  }
  if (state === 'visible') where.push('c.hidden_at IS NULL')
  if (state === 'hidden' || state === 'held') where.push('c.hidden_at IS NOT NULL')
  if (state === 'held') where.push(`${heldSql(kind, 'c.id')} IS NOT NULL`)
  if (state === 'deleted') where.push(kind === 'message' ? 'c.deleted_at IS NOT NULL' : '1 = 0')
  if (since !== undefined) where.push(`c.created_at >= ${bind(Date.parse(since))}`)
  return where
}

/** One post or comment, whatever its state. Throws `not_found`. */
export async function readContent(context: Context, kind: ContentKind, id: string): Promise<ContentRow> {
  const row = await context.db.read.get<ContentRow>(`${selects[kind]} WHERE c.id = $1`, [id])
  if (row === undefined) throw notFound()
  return row
}
