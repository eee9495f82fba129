import { type Flag, type Reader, type RowQuery, rowQuery, viewerPairs } from '../../db/sql.ts'
import { gather } from '../../lib/gather.ts'
import { notFound } from '../errors.ts'
import {
  blockedPeopleSql,
  hasBlocksSql,
  notBlockedSql,
  type PrefixedSummary,
  prefixedPersonColumns,
  visiblePersonSql,
} from '../people/index.ts'
import { visiblePostSql } from './post-rows.ts'

/** A comment as one viewer sees it. */
export interface CommentRow extends PrefixedSummary<'author'> {
  id: string
  postId: string
  postAuthorId: string
  /** The comment below which this one stands; empty for a comment on the post itself. */
  threadId: string
  replyToId: string | null
  /** Whom it answers, if they exist for the viewer. */
  replyToUsername: string | null
  text: string
  /** Of the people who exist for the viewer. */
  reactionsCount: number
  repliesCount: number
  myReaction: string | null
  editedAt: number | null
  createdAt: number
}

const hiddenReactions = (
  viewer: string,
): string => `(CASE WHEN c.reactions_count > 0 AND ${hasBlocksSql(viewer)} THEN (SELECT COUNT(*)
  FROM (${blockedPeopleSql(viewer)}) hb CROSS JOIN comment_reactions hr JOIN users hu ON hu.id = hb.id
  WHERE hr.comment_id = c.id AND hr.user_id = hb.id AND hu.status = 'active') ELSE 0 END)`

const hiddenReplies = (
  viewer: string,
): string => `(CASE WHEN c.replies_count > 0 AND ${hasBlocksSql(viewer)} THEN (SELECT COUNT(*)
  FROM (${blockedPeopleSql(viewer)}) hb CROSS JOIN comments hc
  WHERE hc.author_id = hb.id AND hc.post_id = c.post_id AND hc.thread_id = c.id AND hc.is_counted) ELSE 0 END)`

/** The columns of a comment for a viewer, a placeholder or a column. */
const columns = (viewer: string): { [Field in keyof CommentRow]: string } => ({
  id: 'c.id',
  postId: 'c.post_id',
  postAuthorId: '(SELECT o.author_id FROM posts o WHERE o.id = c.post_id)',
  ...prefixedPersonColumns('ca', 'author'),
  threadId: 'c.thread_id',
  replyToId: 'c.reply_to_id',
  replyToUsername: `(SELECT ra.username FROM comments ro JOIN users ra ON ra.id = ro.author_id
    WHERE ro.id = c.reply_to_id AND ro.is_counted AND ${visiblePersonSql('ra', viewer)})`,
  text: 'c.text',
  reactionsCount: `c.reactions_count - ${hiddenReactions(viewer)}`,
  repliesCount: `c.replies_count - ${hiddenReplies(viewer)}`,
  myReaction: `(SELECT x.emoji FROM comment_reactions x WHERE x.comment_id = c.id AND x.user_id = ${viewer})`,
  editedAt: 'c.edited_at',
  createdAt: 'c.created_at',
})

/**
 * A condition: the comment in alias `c`, written by the person in alias `ca`, exists for whoever sees its post. With a
 * comment that one does not see, one does not see the replies below it either. `is_counted` says that no operator has
 * hidden it or what it stands below, and that both authors are active (see comment-counts.ts).
 */
export function visibleCommentSql(viewerId: string): string {
  return `c.is_counted AND ${visiblePersonSql('ca', viewerId)} AND (c.thread_id = '' OR NOT EXISTS (
    SELECT 1 FROM comments ct WHERE ct.id = c.thread_id AND NOT (${notBlockedSql('ct.author_id', viewerId)})))`
}

const authors = 'JOIN users ca ON ca.id = c.author_id'

const stands = 'JOIN posts p ON p.id = c.post_id JOIN users a ON a.id = p.author_id'

const visible = rowQuery<CommentRow>(
  columns('$1'),
  `FROM comments c ${authors} ${stands} WHERE c.id = $2 AND ${visibleCommentSql('$1')} AND ${visiblePostSql('$1')}`,
)

/** One comment as the viewer may see it, or undefined. */
export function findComment(reader: Reader, viewerId: string, commentId: string): Promise<CommentRow | undefined> {
  return reader.row(visible, [viewerId, commentId])
}

type Wanted = readonly [viewerId: string, commentId: string]
type WantedRow = CommentRow & { viewerId: string }

const wantedQuery = (pairs: string): RowQuery<WantedRow> =>
  rowQuery<WantedRow>(
    { ...columns('w.viewer_id'), viewerId: 'w.viewer_id' },
    `FROM (${pairs}) w JOIN comments c ON c.id = w.id ${authors} ${stands}
     WHERE ${visibleCommentSql('w.viewer_id')} AND ${visiblePostSql('w.viewer_id')}`,
  )

const wantedComments = {
  sqlite: wantedQuery(viewerPairs.sqlite),
  postgres: wantedQuery(viewerPairs.postgres),
}

const oneByOne = new WeakMap<Reader, (wanted: Wanted) => Promise<CommentRow | undefined>>()

/** `findComment` for an answer: together with others that are asked for at the same moment. */
export function findCommentToShow(reader: Reader, ...wanted: Wanted): Promise<CommentRow | undefined> {
  let find = oneByOne.get(reader)
  if (find === undefined) {
    find = gather(async (all) => {
      const rows = await reader.rows(wantedComments[reader.dialect], [JSON.stringify(all)])
      const found = new Map(rows.map((row) => [`${row.viewerId} ${row.id}`, row]))
      return all.map((pair) => found.get(pair.join(' ')))
    })
    oneByOne.set(reader, find)
  }
  return find(wanted)
}

/** `findComment` that throws `not_found`. */
export async function requireComment(reader: Reader, viewerId: string, commentId: string): Promise<CommentRow> {
  const comment = await findComment(reader, viewerId, commentId)
  if (comment === undefined) throw notFound()
  return comment
}

/** Comments on a post (`$2`) for the viewer `$1`, newest first. */
export const commentsOfPost = rowQuery<CommentRow>(
  columns('$1'),
  `FROM comments c ${authors} WHERE c.post_id = $2 AND c.thread_id = '' AND c.id < $3 AND ${visibleCommentSql('$1')}
   ORDER BY c.id DESC LIMIT $4`,
)

/** Replies below a comment (`$3`) of a post (`$2`) for the viewer `$1`, oldest first. */
export const repliesOfComment = rowQuery<CommentRow>(
  columns('$1'),
  `FROM comments c ${authors} WHERE c.post_id = $2 AND c.thread_id = $3 AND c.id > $4 AND ${visibleCommentSql('$1')}
   ORDER BY c.id LIMIT $5`,
)

/** A comment that a change is about. */
export interface StoredComment {
  id: string
  postId: string
  authorId: string
  threadId: string
  text: string
  isCounted: Flag
}

const stored = rowQuery<StoredComment>(
  {
    id: 'c.id',
    postId: 'c.post_id',
    authorId: 'c.author_id',
    threadId: 'c.thread_id',
    text: 'c.text',
    isCounted: 'c.is_counted',
  },
  'FROM comments c WHERE c.id = $1',
)

/** A comment as it is stored, whoever asks. Throws `not_found`. */
export async function findStoredComment(reader: Reader, commentId: string): Promise<StoredComment> {
  const comment = await reader.row(stored, [commentId])
  if (comment === undefined) throw notFound()
  return comment
}
