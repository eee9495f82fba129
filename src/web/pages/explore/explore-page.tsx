import type { JSX } from 'preact'
import { useCursorList } from '../../api/list.ts'
import { useStore } from '../../api/store.ts'
import { IconButton, LinkButton } from '../../design/button.tsx'
import { Icon } from '../../design/icon.tsx'
import { EmptyState } from '../../design/states.tsx'
import { hiddenPosts } from '../../posts/known-posts.ts'
import { gridPostOf, PostGrid } from '../../posts/post-grid.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { peopleWords } from '../../strings/people.ts'
import { postWords as words } from '../../strings/posts.ts'
import './explore.css'

/** Public posts that many react to of late, then the newest. */
export function ExplorePage(): JSX.Element {
  const explore = useCursorList('/explore', {}, (post) => post.id)
  const hidden = useStore(hiddenPosts)
  const items = explore.items.filter(({ id }) => !hidden.has(id))
  return (
    <>
      <PageHeader
        title={words.exploreTitle}
        isMain
        actions={<IconButton icon="refresh" label={words.refresh} onClick={() => void explore.list.reload()} />}
      />
      <a class="search-door" href="/search">
        <Icon name="search" />
        <span>{peopleWords.searchLabel}</span>
      </a>
      <PostGrid
        state={{ ...explore, items }}
        show={gridPostOf}
        label={words.exploreList}
        empty={
          <EmptyState
            picture="posts"
            title={words.exploreEmpty}
            action={
              <LinkButton href="/compose" look="primary" icon="plus">
                {words.writePost}
              </LinkButton>
            }
          >
            {words.exploreEmptyText}
          </EmptyState>
        }
      />
    </>
  )
}
