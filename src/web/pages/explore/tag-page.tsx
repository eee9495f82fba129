import type { JSX } from 'preact'
import { useCursorList } from '../../api/list.ts'
import { LinkButton } from '../../design/button.tsx'
import { EmptyState } from '../../design/states.tsx'
import { gridPostOf, PostGrid } from '../../posts/post-grid.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import type { PageProps } from '../../shell/routes.ts'
import { fill } from '../../strings/format.ts'
import { postWords as words } from '../../strings/posts.ts'

/** Public posts with a tag, newest first. */
export function TagPage({ params }: PageProps): JSX.Element {
  const tag = params.tag!
  const posts = useCursorList('/tags/{tag}/posts', { path: { tag } }, (post) => post.id)
  const title = fill(words.tagTitle, { tag })
  return (
    <>
      <PageHeader title={title} back="/explore" />
      <PostGrid
        state={posts}
        show={gridPostOf}
        label={title}
        empty={
          <EmptyState
            picture="posts"
            title={fill(words.tagEmpty, { tag })}
            action={
              <LinkButton href="/compose" look="primary" icon="plus">
                {words.writePost}
              </LinkButton>
            }
          >
            {fill(words.tagEmptyText, { tag })}
          </EmptyState>
        }
      />
    </>
  )
}
