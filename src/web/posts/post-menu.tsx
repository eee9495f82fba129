import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { asProblem } from '../api/problem.ts'
import { ownAccount } from '../api/session.ts'
import { ConfirmDialog } from '../design/dialog.tsx'
import { Menu } from '../design/menu.tsx'
import { sayProblem } from '../design/say-problem.ts'
import { unfollow, useRelations } from '../people/relations.ts'
import { showError, showToast } from '../shell/toasts.ts'
import { fill } from '../strings/format.ts'
import { postWords } from '../strings/posts.ts'
import type { Post } from './known-posts.ts'
import { copyPostLink, deletePost, hidePost } from './post-acts.ts'
import { BlockDialog, EditPostDialog, MuteDialog, ReportDialog } from './post-dialogs.ts'

interface PostMenuProps {
  post: Post
  /** The page can put it aside in its place. */
  canHide?: boolean | undefined
  /** Called when it is gone: deleted, or its author blocked. */
  onGone?: (() => void) | undefined
}

/** Everything there is to be done with a post beside reacting, sharing and keeping. */
export function PostMenu({ post, canHide, onGone }: PostMenuProps): JSX.Element {
  const [open, setOpen] = useState<'edit' | 'delete' | 'report' | 'block' | 'mute'>()
  const close = (): void => setOpen(undefined)
  const { author } = post
  const name = author.displayName || author.username
  const isOwn = author.id === ownAccount().id
  const relation = useRelations(isOwn ? [] : [author.username], { isLate: true })(author.username)

  return (
    <>
      <Menu
        items={[
          isOwn && { label: postWords.editPost, icon: 'edit', run: () => setOpen('edit') },
          { label: postWords.copyLink, icon: 'link', run: () => void copyPostLink(post.id) },
          canHide && !isOwn && { label: postWords.hide, icon: 'eye-off', run: () => void hidePost(post.id, true) },
          !isOwn &&
            relation?.following && {
              label: fill(postWords.unfollow, { name }),
              icon: 'person',
              run: async () => {
                if (await unfollow(author, relation)) showToast(fill(postWords.unfollowed, { name }))
              },
            },
          !isOwn &&
            relation !== undefined &&
            !relation.muting && { label: fill(postWords.mute, { name }), icon: 'mute', run: () => setOpen('mute') },
          !isOwn && {
            label: postWords.report,
            icon: 'flag',
            danger: true,
            apart: true,
            run: () => setOpen('report'),
          },
          !isOwn && {
            label: fill(postWords.block, { name }),
            icon: 'block',
            danger: true,
            run: () => setOpen('block'),
          },
          isOwn && {
            label: postWords.deletePost,
            icon: 'trash',
            danger: true,
            apart: true,
            run: () => setOpen('delete'),
          },
        ]}
      />
      {open === 'edit' && <EditPostDialog post={post} onClose={close} />}
      {open === 'delete' && <DeleteDialog post={post} onClose={close} onGone={onGone} />}
      {open === 'mute' && relation !== undefined && <MuteDialog person={author} relation={relation} onClose={close} />}
      {open === 'report' && (
        <ReportDialog
          subject={{ type: 'post', id: post.id }}
          person={author}
          onClose={close}
          onReported={({ blocked }) => {
            if (blocked) onGone?.()
            else if (canHide) void hidePost(post.id, true)
          }}
        />
      )}
      {open === 'block' && <BlockDialog person={author} onClose={close} {...(onGone ? { onBlocked: onGone } : {})} />}
    </>
  )
}

interface DeleteDialogProps {
  post: Post
  onClose: () => void
  onGone?: (() => void) | undefined
}

function DeleteDialog({ post, onClose, onGone }: DeleteDialogProps): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const confirm = async (): Promise<void> => {
    setBusy(true)
    try {
      await deletePost(post)
      onClose()
      onGone?.()
    } catch (error) {
      setBusy(false)
      showError(sayProblem(asProblem(error)))
    }
  }
  return (
    <ConfirmDialog
      title={postWords.deletePostTitle}
      confirmLabel={postWords.deletePost}
      dangerous
      busy={isBusy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{postWords.deletePostText}</p>
    </ConfirmDialog>
  )
}
