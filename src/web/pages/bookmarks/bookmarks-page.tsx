import type { JSX } from 'preact'
import { useCursorList } from '../../api/list.ts'
import { LinkButton } from '../../design/button.tsx'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { SkeletonCards } from '../../design/skeleton.tsx'
import { EmptyState } from '../../design/states.tsx'
import { PostCard } from '../../posts/post-card.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { postWords as words } from '../../strings/posts.ts'
import './bookmarks.css'

/** The posts one has kept, the last one first. */
export function BookmarksPage(): JSX.Element {
  const bookmarks = useCursorList('/me/bookmarks', {}, (post) => post.id)
  const { items, isComplete, list } = bookmarks
  return (
    <>
      <PageHeader title={words.bookmarksTitle} back="/" />
      <div class="bookmarks">
        <InfiniteList
          state={bookmarks}
          keyOf={(post) => post.id}
          label={words.bookmarksTitle}
          shape="feed"
          skeleton={<SkeletonCards count={2} />}
          empty={
            <EmptyState
              picture="posts"
              title={words.bookmarksEmpty}
              action={
                <LinkButton href="/explore" icon="explore">
                  {words.seeExplore}
                </LinkButton>
              }
            >
              {words.bookmarksEmptyText}
            </EmptyState>
          }
        >
          {(post, index) => (
            <PostCard
              post={post}
              position={{ at: index + 1, of: isComplete ? items.length : -1 }}
              isFirst={index === 0}
              onGone={() => list.remove(post.id)}
            />
          )}
        </InfiniteList>
      </div>
    </>
  )
}
