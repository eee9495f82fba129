import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { asProblem } from '../../api/problem.ts'
import { ownAccount } from '../../api/session.ts'
import { Avatar } from '../../design/avatar.tsx'
import { ConfirmDialog } from '../../design/dialog.tsx'
import { Menu } from '../../design/menu.tsx'
import { PersonName } from '../../design/person-name.tsx'
import { RelativeTime } from '../../design/relative-time.tsx'
import { RichText } from '../../design/rich-text.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { BlockDialog, ReportDialog } from '../../posts/post-dialogs.ts'
import { ReactionButton } from '../../posts/reaction-button.tsx'
import { profileAddress } from '../../shell/addresses.ts'
import { showError } from '../../shell/toasts.ts'
import { fill, formatMoment, plural } from '../../strings/format.ts'
import { postWords as words } from '../../strings/posts.ts'
import { type Comment, deleteComment, editComment, reactToComment } from './comment-acts.ts'
import { CommentForm } from './comment-form.tsx'

interface CommentItemProps {
  comment: Comment
  /** Whose post it is: they may delete what stands below it. */
  postAuthorId: string
  /** Without, replies are closed here. */
  onReply?: (() => void) | undefined
}

/** A comment or reply, with what can be done with it. */
export function CommentItem({ comment, postAuthorId, onReply }: CommentItemProps): JSX.Element {
  const [open, setOpen] = useState<'edit' | 'delete' | 'report' | 'block'>()
  const close = (): void => setOpen(undefined)
  const { author } = comment
  const name = author.displayName || author.username
  const own = ownAccount().id
  const isOwn = author.id === own

  if (open === 'edit') {
    return (
      <CommentForm
        label={words.editComment}
        initial={comment.text}
        takeFocus
        onCancel={close}
        onSend={(text) => {
          close()
          if (text === comment.text) return
          editComment(comment, text).catch((error: unknown) => showError(sayProblem(asProblem(error))))
        }}
      />
    )
  }
  return (
    <article class="comment" aria-label={fill(words.commentBy, { name })}>
      <Avatar person={author} size="s" />
      <div class="comment-main">
        <div class="comment-head">
          <a class="comment-author" href={profileAddress(author.username)}>
            <PersonName person={author} />
          </a>
          <RelativeTime class="comment-time" moment={comment.createdAt} style="narrow" />
          {comment.editedAt !== null && (
            <span class="comment-time" title={fill(words.editedAt, { when: formatMoment(comment.editedAt) })}>
              {words.edited}
            </span>
          )}
        </div>
        <RichText text={comment.text} parts={comment.textParts} />
        <div class="comment-acts">
          {onReply !== undefined && (
            <button type="button" class="comment-act" onClick={onReply}>
              {words.reply}
            </button>
          )}
          {comment.counts.reactions > 0 && (
            <span class="comment-time">{plural(comment.counts.reactions, words.reactions)}</span>
          )}
        </div>
      </div>
      <div class="comment-side">
        <ReactionButton
          size="s"
          align="end"
          mine={comment.myReaction}
          label={fill(words.likeComment, { name })}
          onReact={(emoji) => void reactToComment(comment, emoji)}
        />
        <Menu
          items={[
            isOwn && { label: words.editComment, icon: 'edit', run: () => setOpen('edit') },
            !isOwn && { label: words.report, icon: 'flag', danger: true, run: () => setOpen('report') },
            !isOwn && {
              label: fill(words.block, { name }),
              icon: 'block',
              danger: true,
              run: () => setOpen('block'),
            },
            (isOwn || postAuthorId === own) && {
              label: words.deleteComment,
              icon: 'trash',
              danger: true,
              apart: true,
              run: () => setOpen('delete'),
            },
          ]}
        />
      </div>
      {open === 'delete' && <DeleteDialog comment={comment} onClose={close} />}
      {open === 'report' && (
        <ReportDialog subject={{ type: 'comment', id: comment.id }} person={author} onClose={close} />
      )}
      {open === 'block' && <BlockDialog person={author} onClose={close} />}
    </article>
  )
}

function DeleteDialog({ comment, onClose }: { comment: Comment; onClose: () => void }): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const confirm = async (): Promise<void> => {
    setBusy(true)
    try {
      await deleteComment(comment)
    } catch (error) {
      showError(sayProblem(asProblem(error)))
    }
    onClose()
  }
  return (
    <ConfirmDialog
      title={words.deleteCommentTitle}
      confirmLabel={words.deleteComment}
      dangerous
      busy={isBusy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{words.deleteCommentText}</p>
    </ConfirmDialog>
  )
}
