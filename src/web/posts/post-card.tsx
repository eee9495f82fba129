import type { JSX } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { useStore } from '../api/store.ts'
import type { Shape } from '../api/types.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button, IconButton } from '../design/button.tsx'
import { classNames } from '../design/class-names.ts'
import { Icon } from '../design/icon.tsx'
import { PersonName } from '../design/person-name.tsx'
import { RelativeTime } from '../design/relative-time.tsx'
import { RichText } from '../design/rich-text.tsx'
import { postAddress, profileAddress } from '../shell/addresses.ts'
import { words } from '../strings/en.ts'
import { fill, formatMoment, plural } from '../strings/format.ts'
import { postWords } from '../strings/posts.ts'
import { hiddenPosts, type Post } from './known-posts.ts'
import { bookmarkPost, hidePost, reactToPost } from './post-acts.ts'
import './post-card.css'
import { ReactionsDialog, ShareDialog } from './post-dialogs.ts'
import { PostMedia } from './post-media.tsx'
import { PostMenu } from './post-menu.tsx'
import { heart, ReactionButton } from './reaction-button.tsx'

interface PostCardProps {
  post: Post & { reason?: Shape<'PostReason'> }
  /** Its place in a feed, counted from 1, and how many there are; -1 when nobody knows yet. */
  position?: { at: number; of: number }
  /** On its own page: the whole caption, and no link to the comments. */
  isWhole?: boolean
  /** Above everything else: its pictures are fetched first. */
  isFirst?: boolean
  /** Can be put aside where it stands. */
  canHide?: boolean
  onGone?: () => void
  /** What to do to comment, where that is no link. */
  onComment?: () => void
}

/** A post: whose it is, what it shows and says, and what can be done with it. */
export function PostCard(props: PostCardProps): JSX.Element {
  const { post, position, isWhole = false, isFirst, canHide, onGone, onComment } = props
  const id = useId()
  const isHidden = useStore(hiddenPosts, (ids) => ids.has(post.id))
  const [open, setOpen] = useState<'share' | 'reactions'>()
  const { author } = post
  const name = author.displayName || author.username
  const react = (emoji: string | null): void => void reactToPost(post, emoji)
  const place = position === undefined ? {} : { 'aria-posinset': position.at, 'aria-setsize': position.of, tabIndex: 0 }

  if (canHide && isHidden) {
    return (
      <article class="post-hidden" {...place} aria-label={fill(postWords.postBy, { name })}>
        <p role="status">{postWords.hidden}</p>
        <Button size="s" look="quiet" onClick={() => void hidePost(post.id, false)}>
          {words.undo}
        </Button>
      </article>
    )
  }

  return (
    <article class="post" data-post={post.id} aria-labelledby={`${id}-by`} {...place}>
      <header class="post-head">
        <a class="post-author" href={profileAddress(author.username)}>
          <Avatar person={author} />
          <span class="post-author-text">
            <PersonName person={author} />
            <bdi class="post-handle">@{author.username}</bdi>
          </span>
        </a>
        <span class="visually-hidden" id={`${id}-by`}>
          {fill(postWords.postBy, { name })}
        </span>
        <PostMenu post={post} canHide={canHide} onGone={onGone} />
      </header>
      <PostMedia
        post={post}
        isFirst={isFirst}
        onDoubleTap={() => {
          // Two taps only ever give; they take nothing back.
          if (post.myReaction === null) react(heart)
        }}
      />
      <div class="post-acts">
        <ReactionButton mine={post.myReaction} onReact={react} />
        {isWhole ? (
          <IconButton icon="comment" label={postWords.writeComment} onClick={onComment} />
        ) : (
          <a
            class="icon-button icon-button-plain"
            href={`${postAddress(post.id)}#comments`}
            aria-label={plural(post.counts.comments, postWords.comments)}
            title={postWords.commentsTitle}
          >
            <Icon name="comment" size="l" />
          </a>
        )}
        <IconButton icon="send" label={postWords.share} onClick={() => setOpen('share')} />
        <span class="post-acts-gap" />
        <IconButton
          class={classNames(post.bookmarked && 'post-kept')}
          icon="bookmark"
          filled={post.bookmarked}
          label={post.bookmarked ? postWords.unbookmark : postWords.bookmark}
          aria-pressed={post.bookmarked}
          onClick={() => void bookmarkPost(post, !post.bookmarked)}
        />
      </div>
      <div class="post-text">
        {post.counts.reactions > 0 && (
          <button type="button" class="post-count" onClick={() => setOpen('reactions')}>
            {plural(post.counts.reactions, postWords.reactions)}
          </button>
        )}
        {post.caption !== '' && <Caption post={post} isWhole={isWhole} />}
        {!isWhole && post.counts.comments > 0 && (
          <a class="post-comments" href={`${postAddress(post.id)}#comments`}>
            {plural(post.counts.comments, postWords.seeComments)}
          </a>
        )}
        <PostFacts post={post} />
      </div>
      {open === 'share' && (
        <ShareDialog subject={{ post: post.id }} address={postAddress(post.id)} onClose={() => setOpen(undefined)} />
      )}
      {open === 'reactions' && <ReactionsDialog postId={post.id} onClose={() => setOpen(undefined)} />}
    </article>
  )
}

/** When it was, who may see it, and why it is here. */
function PostFacts({ post }: { post: PostCardProps['post'] }): JSX.Element {
  const reason = post.reason === undefined ? undefined : sayReason(post.reason)
  return (
    <p class="post-facts">
      <a href={postAddress(post.id)}>
        <RelativeTime moment={post.createdAt} style="long" />
      </a>
      {post.editedAt !== null && (
        <span title={fill(postWords.editedAt, { when: formatMoment(post.editedAt) })}>{postWords.edited}</span>
      )}
      {post.visibility === 'followers' && (
        <span class="post-lock">
          <Icon name="lock" size="s" />
          {postWords.followersOnly}
        </span>
      )}
      {reason !== undefined && <span>{reason}</span>}
    </p>
  )
}

function sayReason({ type, hours }: Shape<'PostReason'>): string | undefined {
  if (type === 'trending' && hours !== null) return fill(postWords.reasonTrending, { hours })
  return postWords.reasons[type]
}

/** The caption, of which a long one is cut to some lines until it is asked for. */
function Caption({ post, isWhole }: { post: Post; isWhole: boolean }): JSX.Element {
  const text = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(isWhole)
  const [isCut, setCut] = useState(false)
  useEffect(() => {
    const element = text.current
    if (element === null || isOpen) return
    // Told when the page has been laid out, and before it is shown: to ask would have it laid out for each post.
    const observer = new ResizeObserver(() => setCut(element.scrollHeight > element.clientHeight + 2))
    observer.observe(element)
    return () => observer.disconnect()
  }, [post.caption, isOpen])
  return (
    <>
      <div ref={text} class={classNames('post-caption', !isOpen && 'post-caption-cut')}>
        <RichText text={post.caption} parts={post.captionParts} />
      </div>
      {isCut && !isOpen && (
        <button type="button" class="post-more" onClick={() => setOpen(true)}>
          {postWords.showWhole}
        </button>
      )}
    </>
  )
}
