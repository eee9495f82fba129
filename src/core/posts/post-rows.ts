import { type Flag, type Reader, type RowQuery, type RowQueryOptions, rowQuery, type SqlValue } from '../../db/sql.ts'
import { notFound } from '../errors.ts'
import type { MediaItem } from '../media/index.ts'
import {
  blockedPeopleSql,
  followsSql,
  hasBlocksSql,
  mayReadPostsSql,
  type PrefixedSummary,
  prefixedPersonColumns,
  visiblePersonSql,
} from '../people/index.ts'

export type PostVisibility = 'public' | 'followers'
export type CommentsFrom = 'everyone' | 'followers' | 'nobody'

/** A post as one viewer sees it. */
export interface PostRow extends PrefixedSummary<'author'> {
  id: string
  caption: string
  visibility: PostVisibility
  isSensitive: Flag
  commentsFrom: CommentsFrom
  /** Whether the viewer may comment. */
  canComment: Flag
  /** Of the people who exist for the viewer. */
  reactionsCount: number
  commentsCount: number
  myReaction: string | null
  bookmarked: Flag
  /** In their order. */
  media: readonly MediaItem[] | null
  editedAt: number | null
  createdAt: number
}

const viewer = '$1'

/** A condition: the viewer may comment on the post in alias `p`. */
export function mayCommentSql(viewerId: string): string {
  return `(p.comments_from = 'everyone' OR p.author_id = ${viewerId}
    OR (p.comments_from = 'followers' AND ${followsSql(viewerId, 'p.author_id')}))`
}

// What one cannot list is not counted: reactions and comments of people with a block between them and the viewer are taken
// off, and so are the replies below such a comment. Whoever has no blocks, nearly everybody, is not made to pay for it.
const hiddenReactions = `(CASE WHEN ${hasBlocksSql(viewer)} THEN (SELECT COUNT(*)
  FROM (${blockedPeopleSql(viewer)}) hb CROSS JOIN reactions hr JOIN users hu ON hu.id = hb.id
  WHERE hr.post_id = p.id AND hr.user_id = hb.id AND hu.status = 'active') ELSE 0 END)`

const hiddenComments = `(CASE WHEN p.comments_count > 0 AND ${hasBlocksSql(viewer)} THEN (SELECT COUNT(*) FROM (
  SELECT hc.id FROM (${blockedPeopleSql(viewer)}) hb CROSS JOIN comments hc
    WHERE hc.author_id = hb.id AND hc.post_id = p.id AND hc.is_counted
  UNION SELECT hc.id FROM (${blockedPeopleSql(viewer)}) hb CROSS JOIN comments ht JOIN comments hc
    ON hc.post_id = ht.post_id AND hc.thread_id = ht.id
    WHERE ht.author_id = hb.id AND ht.post_id = p.id AND ht.thread_id = '' AND hc.is_counted) hidden) ELSE 0 END)`

const columns: { [Field in keyof PostRow]: string } = {
  id: 'p.id',
  ...prefixedPersonColumns('a', 'author'),
  caption: 'p.caption',
  visibility: 'p.visibility',
  isSensitive: 'p.is_sensitive',
  commentsFrom: 'p.comments_from',
  canComment: mayCommentSql(viewer),
  reactionsCount: `p.reactions_count - ${hiddenReactions}`,
  commentsCount: `p.comments_count - ${hiddenComments}`,
  myReaction: `(SELECT r.emoji FROM reactions r WHERE r.post_id = p.id AND r.user_id = ${viewer})`,
  bookmarked: `EXISTS (SELECT 1 FROM bookmarks b WHERE b.user_id = ${viewer} AND b.post_id = p.id)`,
  media: 'p.media',
  editedAt: 'p.edited_at',
  createdAt: 'p.created_at',
}

/**
 * A condition: the post in alias `p`, written by the person in alias `a`, exists for the viewer (a placeholder or a
 * column). Every read of posts asks it, so that tags, explore, bookmarks and direct look-ups agree about who sees what.
 */
export function visiblePostSql(viewerId: string): string {
  return `p.hidden_at IS NULL AND ${visiblePersonSql('a', viewerId)} AND ${mayReadPostsSql('a', viewerId)}
    AND (p.visibility = 'public' OR a.id = ${viewerId} OR ${followsSql(viewerId, 'a.id')})`
}

/** A condition: everybody who is signed in may see the post, but for blocks: what explore and tags are made of. */
export const openPostSql = `p.visibility = 'public' AND NOT a.is_private AND p.hidden_at IS NULL`

/** A row of a list: `place` is what the list goes on from, and `isVisible` whether the viewer may still see it. */
export interface PlacedPost extends PostRow {
  place: string | number
  isVisible: Flag
}

const json = ['media'] as const

/**
 * A read of posts for the viewer `$1`, done by `readPlaced`. `picked` is a query with the columns `id` and `place` that
 * chooses the ids on an index alone; only those few are joined.
 */
export function postQuery<Extra extends object = object>(
  picked: string,
  extra: { [Field in keyof Extra & string]: string } = {} as never,
  options: Pick<RowQueryOptions<PlacedPost & Extra>, 'remembered'> = {},
): RowQuery<PlacedPost & Extra> {
  return rowQuery<PlacedPost & Extra>(
    { ...columns, ...extra, place: 'k.place', isVisible: `(${visiblePostSql(viewer)})` } as never,
    `FROM (${picked}) k JOIN posts p ON p.id = k.id JOIN users a ON a.id = p.author_id`,
    { json, ...options },
  )
}

/** The rows of a list in the order of `place`, descending. Sorted here: the database would carry twenty whole posts about. */
export async function readPlaced<Row extends PlacedPost>(
  reader: Reader,
  query: RowQuery<Row>,
  params: readonly SqlValue[],
): Promise<Row[]> {
  const rows = await reader.rows(query, params)
  return rows.sort((one, other) => (one.place < other.place ? 1 : one.place > other.place ? -1 : 0))
}

const byId = rowQuery<PostRow>(
  columns,
  `FROM posts p JOIN users a ON a.id = p.author_id WHERE p.id = $2 AND ${visiblePostSql(viewer)}`,
  { json },
)

/** One post as the viewer may see it, or undefined. */
export function findPost(reader: Reader, viewerId: string, postId: string): Promise<PostRow | undefined> {
  return reader.row(byId, [viewerId, postId])
}

/** `findPost` that throws `not_found`. */
export async function requirePost(reader: Reader, viewerId: string, postId: string): Promise<PostRow> {
  const post = await findPost(reader, viewerId, postId)
  if (post === undefined) throw notFound()
  return post
}
