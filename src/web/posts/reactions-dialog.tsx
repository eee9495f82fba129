import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api, urlOf } from '../api/client.ts'
import { createCursorList } from '../api/list.ts'
import { useStore } from '../api/store.ts'
import type { Shape } from '../api/types.ts'
import { Dialog } from '../design/dialog.tsx'
import { InfiniteList } from '../design/infinite-list.tsx'
import { SkeletonRows } from '../design/skeleton.tsx'
import { EmptyState } from '../design/states.tsx'
import { PersonRow } from '../people/person-row.tsx'
import { postWords } from '../strings/posts.ts'

interface ReactionsDialogProps {
  postId: string
  onClose: () => void
}

const keyOf = (reaction: Shape<'Reaction'>): string => reaction.user.id

/** Who reacted to a post, and how. */
export function ReactionsDialog({ postId, onClose }: ReactionsDialogProps): JSX.Element {
  const [list] = useState(() =>
    createCursorList<Shape<'Reaction'>>(api, urlOf('/posts/{id}/reactions', { id: postId }), keyOf),
  )
  const state = useStore(list)
  useEffect(() => void list.more(), [list])
  return (
    <Dialog title={postWords.reactionsTitle} shape="sheet" class="people-dialog" onClose={onClose}>
      <InfiniteList
        state={{ ...state, list }}
        keyOf={keyOf}
        label={postWords.reactionsTitle}
        skeleton={<SkeletonRows count={4} />}
        empty={
          <EmptyState picture="posts" title={postWords.noReactions}>
            {postWords.noReactionsText}
          </EmptyState>
        }
      >
        {({ user, emoji }) => (
          <PersonRow person={user}>
            <span class="reaction-given">{emoji}</span>
          </PersonRow>
        )}
      </InfiniteList>
    </Dialog>
  )
}
