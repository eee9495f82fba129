import type { JSX } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { type CursorList, listAt, useCursorList } from '../../api/list.ts'
import type { Shape } from '../../api/types.ts'
import { Button, IconButton, LinkButton } from '../../design/button.tsx'
import { Icon } from '../../design/icon.tsx'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { SkeletonCards } from '../../design/skeleton.tsx'
import { EmptyState } from '../../design/states.tsx'
import { live } from '../../live/live-client.ts'
import { PeopleToFollow } from '../../people/people-to-follow.tsx'
import { reactToPost } from '../../posts/post-acts.ts'
import { PostCard } from '../../posts/post-card.tsx'
import { heart } from '../../posts/reaction-button.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { plural } from '../../strings/format.ts'
import { postWords as words } from '../../strings/posts.ts'
import './feed.css'
import { feedKey, restoreFeed } from './feed-memory.ts'
import { PullToRefresh } from './pull-to-refresh.tsx'

type FeedPost = Shape<'FeedPost'>

const lookEveryMs = 60_000

/** What the people one follows have posted, strictly newest first. */
export function FeedPage(): JSX.Element {
  useState(restoreFeed)
  const feed = useCursorList('/feed', {}, feedKey)
  useNews(feed.list)
  const { items, isComplete, isLoading, newItems, list } = feed
  useEffect(() => {
    // There is nothing on the screen that could be moved.
    if (items.length === 0 && newItems.length > 0) list.showNew()
  }, [items.length, newItems.length, list])
  const isEmpty = feed.isKnown && items.length === 0
  const count = isComplete ? items.length : -1
  const draw = useCallback(
    (post: FeedPost, index: number) => (
      <PostCard
        post={post}
        position={{ at: index + 1, of: count }}
        isFirst={index === 0}
        canHide
        onGone={() => list.remove(post.id)}
      />
    ),
    [count, list],
  )

  const refresh = async (): Promise<void> => {
    await list.reload()
    scrollTo({ top: 0, behavior: 'instant' })
  }

  return (
    <>
      <PageHeader
        title={words.feedTitle}
        isMain
        actions={
          <>
            <IconButton
              icon="refresh"
              label={words.refresh}
              aria-busy={isLoading && items.length > 0}
              onClick={() => void refresh()}
            />
            <a class="icon-button icon-button-plain feed-compose" href="/compose" aria-label={words.writePost}>
              <Icon name="plus" size="l" />
            </a>
          </>
        }
      />
      <PullToRefresh onRefresh={refresh} />
      <NewPosts items={newItems} list={list} />
      <div class="feed">
        <InfiniteList
          state={feed}
          keyOf={feedKey}
          label={words.feed}
          shape="feed"
          skeleton={<SkeletonCards count={2} />}
          empty={
            <EmptyState
              picture="posts"
              title={words.feedEmpty}
              action={
                <>
                  <LinkButton href="/search" look="primary" icon="search">
                    {words.findPeople}
                  </LinkButton>
                  <LinkButton href="/explore" icon="explore">
                    {words.seeExplore}
                  </LinkButton>
                </>
              }
            >
              {words.feedEmptyText}
            </EmptyState>
          }
          sayEnd
        >
          {draw}
        </InfiniteList>
        {isEmpty && <PeopleToFollow />}
      </div>
    </>
  )
}

/** Does to a post of the feed what its heart does, for a press that came before this code. */
export function reactAgain(id: string): void {
  const post = listAt('/feed', feedKey)
    .get()
    .items.find((known) => known.id === id)
  if (post !== undefined) void reactToPost(post, post.myReaction === null ? heart : null)
}

/** Looks for new posts when somebody comes back, when the stream has lost track, and now and then. */
function useNews(list: CursorList<FeedPost>): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void list.look()
    }
    const timer = setInterval(look, lookEveryMs)
    const stop = [live().on('afresh', look), live().on('relationship.updated', look)]
    document.addEventListener('visibilitychange', look)
    addEventListener('online', look)
    return () => {
      clearInterval(timer)
      for (const end of stop) end()
      document.removeEventListener('visibilitychange', look)
      removeEventListener('online', look)
    }
  }, [list])
}

/** Says that there are new posts; what is on the screen stays until it is pressed. */
function NewPosts({ items, list }: { items: readonly FeedPost[]; list: CursorList<FeedPost> }): JSX.Element {
  const count = items.length
  return (
    <div class="feed-news" role="status">
      {count > 0 && (
        <Button
          look="primary"
          size="s"
          icon="up"
          onClick={() => {
            list.showNew()
            scrollTo({ top: 0, behavior: 'instant' })
          }}
        >
          {plural(count, words.newPosts)}
        </Button>
      )}
    </div>
  )
}
