import { api } from '../../api/client.ts'
import { type CursorList, listsUnder } from '../../api/list.ts'
import { asProblem } from '../../api/problem.ts'
import type { Shape } from '../../api/types.ts'
import { sayProblem } from '../../design/say-problem.ts'
import { changePost } from '../../posts/known-posts.ts'
import { isHeld } from '../../posts/post-acts.ts'
import { showError, showToast } from '../../shell/toasts.ts'
import { postWords } from '../../strings/posts.ts'

export type Comment = Shape<'Comment'>

function lists(postId: string): CursorList<Comment>[] {
  return listsUnder<Comment>(`/posts/${postId}/comments`)
}

function changeComment(comment: Comment, change: (known: Comment) => Comment): void {
  for (const list of lists(comment.postId)) list.change(comment.id, change)
}

function countComments(postId: string, by: number): void {
  changePost(postId, (post) => ({
    ...post,
    counts: { ...post.counts, comments: Math.max(0, post.counts.comments + by) },
  }))
}

function countReplies(postId: string, threadId: string, by: number): void {
  for (const list of lists(postId)) {
    list.change(threadId, (known) => ({
      ...known,
      counts: { ...known.counts, replies: Math.max(0, known.counts.replies + by) },
    }))
  }
}

/** Writes a comment, or a reply. Answers it, or nothing while a moderator has to look first. Throws what the call throws. */
export async function writeComment(postId: string, text: string, replyTo?: string): Promise<Comment | undefined> {
  const answer = await api.post('/posts/{id}/comments', {
    path: { id: postId },
    body: { text, ...(replyTo === undefined ? {} : { replyTo }) },
  })
  if (isHeld(answer)) {
    showToast(postWords.postHeld)
    return undefined
  }
  countComments(postId, 1)
  if (answer.threadId !== null) countReplies(postId, answer.threadId, 1)
  return answer
}

/** Changes a comment of one's own. Throws what the call throws. */
export async function editComment(comment: Comment, text: string): Promise<void> {
  const answer = await api.patch('/comments/{id}', { path: { id: comment.id }, body: { text } })
  if (isHeld(answer)) {
    dropComment(comment)
    showToast(postWords.postHeld)
    return
  }
  changeComment(comment, () => answer)
}

function dropComment(comment: Comment): void {
  for (const list of lists(comment.postId)) list.remove(comment.id)
  countComments(comment.postId, -1 - comment.counts.replies)
  if (comment.threadId !== null) countReplies(comment.postId, comment.threadId, -1)
}

/** Deletes a comment, with the replies below it. Throws what the call throws. */
export async function deleteComment(comment: Comment): Promise<void> {
  await api.delete('/comments/{id}', { path: { id: comment.id } })
  dropComment(comment)
  showToast(postWords.commentDeleted)
}

/** Reacts to a comment; null takes the reaction back. */
export async function reactToComment(comment: Comment, emoji: string | null): Promise<void> {
  const show = (shown: string | null): void =>
    changeComment(comment, (known) => ({
      ...known,
      myReaction: shown,
      counts: {
        ...known.counts,
        reactions: Math.max(0, known.counts.reactions + Number(shown !== null) - Number(known.myReaction !== null)),
      },
    }))
  const { myReaction: before } = comment
  show(emoji)
  const path = { id: comment.id }
  try {
    const answer =
      emoji === null
        ? await api.delete('/comments/{id}/reaction', { path })
        : await api.put('/comments/{id}/reaction', { path, body: { emoji } })
    changeComment(comment, () => answer)
  } catch (error) {
    show(before)
    showError(sayProblem(asProblem(error)))
  }
}
