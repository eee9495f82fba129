import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useCursorList } from '../../api/list.ts'
import type { Problem } from '../../api/problem.ts'
import { useResource } from '../../api/resource.ts'
import { ownAccount } from '../../api/session.ts'
import type { Shape } from '../../api/types.ts'
import { LinkButton } from '../../design/button.tsx'
import { Loading, Skeleton, SkeletonGrid } from '../../design/skeleton.tsx'
import { EmptyState, ErrorState } from '../../design/states.tsx'
import { takeRelation } from '../../people/relations.ts'
import { PostGrid } from '../../posts/post-grid.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import type { PageProps } from '../../shell/routes.ts'
import { fill } from '../../strings/format.ts'
import { peopleWords as words } from '../../strings/people.ts'
import { postWords } from '../../strings/posts.ts'
import { BlockedProfile } from './blocked-profile.tsx'
import { ProfileHead } from './profile-head.tsx'
import { ProfileMenu } from './profile-menu.tsx'
import './profile.css'

type Profile = Shape<'Profile'>

/** Somebody's page: who they are, how one stands to them, and what they have posted. */
export function ProfilePage({ params }: PageProps): JSX.Element {
  const username = params.username!
  const { value: profile, problem, isLoading, reload } = useResource('/users/{username}', { path: { username } })
  const [blocked, setBlocked] = useState<Profile>()

  // The lists on other pages learn what this page has learnt.
  useEffect(() => {
    if (profile !== undefined) takeRelation(profile.username, profile.relation)
  }, [profile?.relation.following, profile?.relation.requested, profile?.relation.muting, profile?.username])

  const name = profile?.displayName || profile?.username || username
  return (
    <>
      <PageHeader
        title={name}
        windowTitle={profile === undefined ? `@${username}` : `${name} (@${profile.username})`}
        back="/"
        actions={
          profile !== undefined &&
          profile.id !== ownAccount().id && <ProfileMenu profile={profile} onBlocked={() => setBlocked(profile)} />
        }
      />
      {profile !== undefined && (
        <>
          <ProfileHead profile={profile} />
          <ProfilePosts profile={profile} />
        </>
      )}
      {profile === undefined && isLoading && <ProfileSkeleton />}
      {profile === undefined && !isLoading && problem !== undefined && (
        <NoProfile username={username} blocked={blocked} problem={problem} reload={reload} />
      )}
    </>
  )
}

interface NoProfileProps {
  username: string
  /** The profile as it was before it was blocked from here. */
  blocked: Profile | undefined
  problem: Problem
  reload: () => Promise<void>
}

function NoProfile({ username, blocked, problem, reload }: NoProfileProps): JSX.Element {
  if (problem.status === 404 || problem.status === 422) {
    return <BlockedProfile username={username} known={blocked} onUnblocked={() => void reload()} />
  }
  return <ErrorState problem={problem} onRetry={() => void reload()} />
}

function ProfilePosts({ profile }: { profile: Profile }): JSX.Element {
  const { username, relation, isPrivate } = profile
  const isOwn = profile.id === ownAccount().id
  const name = profile.displayName || username
  if (isPrivate && !isOwn && !relation.following) {
    return (
      <EmptyState picture="shield" title={words.privateTitle}>
        {fill(relation.requested ? words.privateRequested : words.privateText, { name })}
      </EmptyState>
    )
  }
  return <PostsOf key={String(relation.following)} username={username} name={name} isOwn={isOwn} />
}

function PostsOf({ username, name, isOwn }: { username: string; name: string; isOwn: boolean }): JSX.Element {
  const posts = useCursorList(
    '/users/{username}/posts',
    { path: { username }, query: { view: 'grid' } },
    (post) => post.id,
  )
  return (
    <section aria-label={words.profilePosts}>
      <PostGrid
        state={posts}
        // Asked for as a grid, it answers nothing else.
        show={(post) => post as Shape<'GridPost'>}
        label={words.profilePosts}
        empty={
          isOwn ? (
            <EmptyState
              picture="posts"
              title={words.ownEmpty}
              action={
                <LinkButton href="/compose" look="primary" icon="plus">
                  {postWords.writePost}
                </LinkButton>
              }
            >
              {words.ownEmptyText}
            </EmptyState>
          ) : (
            <EmptyState picture="posts" title={words.profileEmpty}>
              {fill(words.profileEmptyText, { name })}
            </EmptyState>
          )
        }
      />
    </section>
  )
}

function ProfileSkeleton(): JSX.Element {
  return (
    <Loading>
      <div class="profile-head">
        <span class="profile-photo-waiting">
          <Skeleton shape="circle" />
        </span>
        <span class="skeleton-lines">
          <Skeleton shape="title" width="half" />
          <Skeleton width="short" />
          <Skeleton width="long" />
        </span>
      </div>
      <SkeletonGrid count={9} />
    </Loading>
  )
}
