import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { newId } from '../../api/client.ts'
import { useCursorList } from '../../api/list.ts'
import { asProblem } from '../../api/problem.ts'
import { ownAccount } from '../../api/session.ts'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { PersonName } from '../../design/person-name.tsx'
import { RichText } from '../../design/rich-text.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { EmptyState, Notice } from '../../design/states.tsx'
import { live } from '../../live/live-client.ts'
import type { Post } from '../../posts/known-posts.ts'
import { place } from '../../shell/history.ts'
import { words as allWords } from '../../strings/en.ts'
import { fill, plural } from '../../strings/format.ts'
import { postWords as words } from '../../strings/posts.ts'
import { type Comment, writeComment } from './comment-acts.ts'
import { CommentForm } from './comment-form.tsx'
import { CommentItem } from './comment-item.tsx'

interface CommentsProps {
  post: Post
  /** Where a comment on the post is written. */
  areaRef: (area: HTMLTextAreaElement | null) => void
}

const keyOf = (comment: Comment): string => comment.id

/** A comment on its way, or one that did not get through. */
interface Pending {
  key: string
  text: string
  failure?: string
}

/** What is said about a post, newest first, with replies below. */
export function Comments({ post, areaRef }: CommentsProps): JSX.Element {
  const comments = useCursorList('/posts/{id}/comments', { path: { id: post.id } }, keyOf)
  const { list, newItems } = comments
  const section = useRef<HTMLElement>(null)
  const sending = usePending(post.id, (comment) => list.prepend(comment))

  // The link to the comments was followed before there were any to go to.
  useEffect(() => {
    if (place.get().hash === '#comments' && place.get().cause === 'push') section.current?.scrollIntoView()
  }, [])
  useEffect(() => {
    const look = (): void => {
      if (list.get().isKnown) void list.look()
    }
    return live().on('afresh', look)
  }, [list])
  // The number beside the post grew: somebody else has written.
  useEffect(() => {
    if (list.get().isKnown) void list.look()
  }, [post.counts.comments, list])

  return (
    <section class="comments" id="comments" ref={section} aria-labelledby="comments-title">
      <h2 class="comments-title" id="comments-title">
        {post.counts.comments === 0 ? words.commentsTitle : plural(post.counts.comments, words.comments)}
      </h2>
      {post.canComment ? (
        <CommentForm label={words.writeComment} onSend={sending.send} areaRef={areaRef} />
      ) : (
        <Notice>{post.commentsFrom === 'followers' ? words.commentsForFollowers : words.commentsClosed}</Notice>
      )}
      <PendingComments pending={sending} />
      {newItems.length > 0 && (
        <Button size="s" look="quiet" icon="up" onClick={() => list.showNew()}>
          {plural(newItems.length, words.newComments)}
        </Button>
      )}
      <InfiniteList
        state={comments}
        keyOf={keyOf}
        label={words.commentsTitle}
        class="comment-list"
        skeleton={<SkeletonRows count={comments.isKnown ? 1 : 3} />}
        empty={
          sending.items.length > 0 || !post.canComment ? null : (
            <EmptyState picture="messages" title={words.noComments}>
              {words.noCommentsText}
            </EmptyState>
          )
        }
      >
        {(comment) => <Thread comment={comment} post={post} />}
      </InfiniteList>
    </section>
  )
}

interface Sending {
  items: readonly Pending[]
  send: (text: string) => void
  retry: (pending: Pending) => void
  drop: (pending: Pending) => void
}

function usePending(postId: string, onSent: (comment: Comment) => void, replyTo?: string): Sending {
  const [items, setItems] = useState<readonly Pending[]>([])
  const drop = ({ key }: Pending): void => setItems((all) => all.filter((other) => other.key !== key))
  const run = async (pending: Pending): Promise<void> => {
    setItems((all) => [{ key: pending.key, text: pending.text }, ...all.filter(({ key }) => key !== pending.key)])
    try {
      const comment = await writeComment(postId, pending.text, replyTo)
      drop(pending)
      if (comment !== undefined) onSent(comment)
    } catch (error) {
      const failure = sayProblem(asProblem(error))
      setItems((all) => all.map((other) => (other.key === pending.key ? { ...other, failure } : other)))
    }
  }
  return { items, drop, send: (text) => void run({ key: newId(), text }), retry: (pending) => void run(pending) }
}

/** Comments on their way: they stand in their place at once, and say when they did not get through. */
function PendingComments({ pending: { items, retry, drop } }: { pending: Sending }): JSX.Element | null {
  if (items.length === 0) return null
  const account = ownAccount()
  return (
    <div class="comment-list">
      {items.map((pending) => (
        <div class="comment comment-pending" key={pending.key}>
          <Avatar person={account} size="s" />
          <div class="comment-main">
            <div class="comment-head">
              <PersonName person={account} />
            </div>
            <RichText text={pending.text} flat />
            {pending.failure === undefined ? (
              <p class="comment-time" role="status">
                {words.sending}
              </p>
            ) : (
              <div class="comment-acts">
                <p class="comment-failure" role="alert">
                  {words.notSent} {pending.failure}
                </p>
                <button type="button" class="comment-act" onClick={() => retry(pending)}>
                  {allWords.retry}
                </button>
                <button type="button" class="comment-act" onClick={() => drop(pending)}>
                  {allWords.dismiss}
                </button>
              </div>
            )}
          </div>
        </div>
      ))}
    </div>
  )
}

/** A comment with the replies below it, which are fetched when they are asked for. */
function Thread({ comment, post }: { comment: Comment; post: Post }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const [replyingTo, setReplyingTo] = useState<Comment>()
  const [written, setWritten] = useState<readonly Comment[]>([])
  const sending = usePending(post.id, (reply) => setWritten((all) => [...all, reply]), replyingTo?.id ?? comment.id)
  const replyTo = post.canComment ? (to: Comment) => () => setReplyingTo(to) : () => undefined
  const name = comment.author.displayName || comment.author.username
  const { replies } = comment.counts
  return (
    <>
      <CommentItem comment={comment} postAuthorId={post.author.id} onReply={replyTo(comment)} />
      {(replies > 0 || sending.items.length > 0 || replyingTo !== undefined) && (
        <div class="replies">
          {!isOpen && replies > written.length && (
            <button type="button" class="comment-act" onClick={() => setOpen(true)}>
              {plural(replies - written.length, words.replies)}
            </button>
          )}
          {isOpen && (
            <Replies
              comment={comment}
              post={post}
              written={written}
              onReply={replyTo}
              label={fill(words.repliesTo, { name })}
            />
          )}
          {!isOpen &&
            written.map((reply) => (
              <CommentItem key={reply.id} comment={reply} postAuthorId={post.author.id} onReply={replyTo(reply)} />
            ))}
          <PendingComments pending={sending} />
          {replyingTo !== undefined && (
            <CommentForm
              key={replyingTo.id}
              label={fill(words.writeReply, {
                name: replyingTo.author.displayName || replyingTo.author.username,
              })}
              initial={replyingTo.id === comment.id ? '' : `@${replyingTo.author.username} `}
              takeFocus
              onCancel={() => setReplyingTo(undefined)}
              onSend={(text) => {
                sending.send(text)
                setReplyingTo(undefined)
              }}
            />
          )}
          {isOpen && (
            <button type="button" class="comment-act" onClick={() => setOpen(false)}>
              {words.hideReplies}
            </button>
          )}
        </div>
      )}
    </>
  )
}

interface RepliesProps {
  comment: Comment
  post: Post
  /** Replies written here meanwhile. */
  written: readonly Comment[]
  onReply: (to: Comment) => (() => void) | undefined
  label: string
}

function Replies({ comment, post, written, onReply, label }: RepliesProps): JSX.Element {
  const replies = useCursorList(
    '/posts/{id}/comments',
    { path: { id: post.id }, query: { replyTo: comment.id } },
    keyOf,
  )
  const { items, isComplete, isKnown, problem, list } = replies
  const known = new Set(items.map(keyOf))
  const shown = [...items, ...written.filter(({ id }) => !known.has(id))]
  return (
    <>
      {!isKnown && problem === undefined && <SkeletonRows count={2} />}
      {problem !== undefined && (
        <Notice
          tone="warning"
          alert
          action={
            <Button size="s" onClick={() => void list.more()}>
              {allWords.retry}
            </Button>
          }
        >
          {sayProblem(problem)}
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of lists without markers */}
      <ul role="list" aria-label={label} class="comment-list">
        {shown.map((reply) => (
          <li key={reply.id}>
            <CommentItem comment={reply} postAuthorId={post.author.id} onReply={onReply(reply)} />
          </li>
        ))}
      </ul>
      {isKnown && !isComplete && (
        <button type="button" class="comment-act" onClick={() => void list.more()}>
          {words.moreReplies}
        </button>
      )}
    </>
  )
}
