import { type Page, pageOf } from '../../lib/cursor.ts'
import { personOf } from '../actor.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { type CommentRow, commentsOfPost, findCommentToShow, repliesOfComment, requireComment } from './comment-rows.ts'
import { type ListInput, startOf } from './list.ts'
import { requirePost } from './post-rows.ts'

/** Which comments: those on the post, or the replies below one of them. */
export interface ListCommentsInput extends ListInput {
  /** A comment on the post; its replies are listed. */
  replyTo?: string | undefined
}

/**
 * The comments on a post, newest first, or the replies below one of them, oldest first, of people who exist for the one who
 * acts. Throws `not_found`, `cursor_invalid`.
 */
export async function listComments(
  context: Context,
  postId: string,
  input: ListCommentsInput,
): Promise<Page<CommentRow>> {
  const { userId } = personOf(context.actor)
  const { read } = context.db
  const { replyTo } = input
  const list = `comments:${postId}:${replyTo ?? ''}`
  const start = startOf(context, list, input, replyTo === undefined ? undefined : '')
  await requirePost(read, userId, postId)
  if (replyTo !== undefined && (await requireComment(read, userId, replyTo)).postId !== postId) throw notFound()
  const rows =
    replyTo === undefined
      ? await read.rows(commentsOfPost, [userId, postId, start, input.limit + 1])
      : await read.rows(repliesOfComment, [userId, postId, replyTo, start, input.limit + 1])
  return pageOf(
    rows,
    input.limit,
    (row) => row,
    ({ id }) => context.cursors.encode(list, [id]),
  )
}

/** One comment as the person who acts may see it. Throws `not_found`. */
export async function readComment(context: Context, commentId: string): Promise<CommentRow> {
  const comment = await findCommentToShow(context.db.read, personOf(context.actor).userId, commentId)
  if (comment === undefined) throw notFound()
  return comment
}
