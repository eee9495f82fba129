import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useResource } from '../../api/resource.ts'
import { LinkButton } from '../../design/button.tsx'
import { SkeletonCards } from '../../design/skeleton.tsx'
import { EmptyState, ErrorState } from '../../design/states.tsx'
import { findKnownPost } from '../../posts/known-posts.ts'
import { PostCard } from '../../posts/post-card.tsx'
import { goBack } from '../../shell/history.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import type { PageProps } from '../../shell/routes.ts'
import { words as allWords } from '../../strings/en.ts'
import { fill } from '../../strings/format.ts'
import { postWords as words } from '../../strings/posts.ts'
import { Comments } from './comments.tsx'
import './post.css'

const lookEveryMs = 20_000

/** One post, whole, with its comments. */
export function PostPage({ params }: PageProps): JSX.Element {
  const id = params.id!
  const { value, problem, isLoading, reload } = useResource('/posts/{id}', { path: { id } })
  const isGone = problem !== undefined && [403, 404, 410, 422].includes(problem.status)
  // What a list knows of it is there at once; the server's answer follows.
  const post = value ?? (isGone ? undefined : findKnownPost(id))
  const writing = useRef<HTMLTextAreaElement | null>(null)

  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void reload()
    }
    const timer = setInterval(look, lookEveryMs)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [reload])

  const name = post === undefined ? '' : post.author.displayName || post.author.username
  return (
    <>
      <PageHeader
        title={words.postTitle}
        windowTitle={post === undefined ? words.postTitle : fill(words.postBy, { name })}
        back="/"
      />
      {post !== undefined && (
        <div class="post-page">
          <PostCard
            post={post}
            isWhole
            isFirst
            onGone={() => goBack('/')}
            onComment={() => {
              writing.current?.scrollIntoView({ block: 'center' })
              writing.current?.focus({ preventScroll: true })
            }}
          />
          <Comments
            post={post}
            areaRef={(area) => {
              writing.current = area
            }}
          />
        </div>
      )}
      {post === undefined && isLoading && <SkeletonCards count={1} />}
      {post === undefined && !isLoading && isGone && (
        <EmptyState picture="lost" title={words.postGone} action={<LinkButton href="/">{allWords.goHome}</LinkButton>}>
          {words.postGoneText}
        </EmptyState>
      )}
      {post === undefined && !isLoading && !isGone && problem !== undefined && (
        <ErrorState problem={problem} onRetry={() => void reload()} />
      )}
    </>
  )
}
