import type { JSX } from 'preact'
import { useCursorList } from '../../api/list.ts'
import { ownAccount } from '../../api/session.ts'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { EmptyState } from '../../design/states.tsx'
import { FollowButton } from '../../people/follow-button.tsx'
import { PersonRow } from '../../people/person-row.tsx'
import { useRelations } from '../../people/relations.ts'
import { profileAddress } from '../../shell/addresses.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import type { PageProps } from '../../shell/routes.ts'
import { peopleWords as words } from '../../strings/people.ts'

/** Who follows somebody, newest first. */
export function FollowersPage({ params }: PageProps): JSX.Element {
  return <PeoplePage username={params.username!} which="followers" />
}

/** Whom somebody follows, newest first. */
export function FollowingPage({ params }: PageProps): JSX.Element {
  return <PeoplePage username={params.username!} which="following" />
}

function PeoplePage({ username, which }: { username: string; which: 'followers' | 'following' }): JSX.Element {
  const people = useCursorList(`/users/{username}/${which}`, { path: { username } }, ({ id }) => id)
  const relationTo = useRelations(people.items.map((person) => person.username))
  const title = which === 'followers' ? words.followersTitle : words.followingTitle
  const isClosed = people.problem?.status === 403
  const own = ownAccount().id
  return (
    <>
      <PageHeader title={title} windowTitle={`${title} · @${username}`} back={profileAddress(username)} />
      {isClosed ? (
        <EmptyState picture="shield" title={words.listPrivate} />
      ) : (
        <InfiniteList
          state={people}
          keyOf={({ id }) => id}
          label={title}
          class="people-list"
          skeleton={<SkeletonRows count={people.isKnown ? 2 : 6} />}
          empty={<EmptyState picture="people" title={which === 'followers' ? words.noFollowers : words.noFollowing} />}
        >
          {(person) => {
            const relation = relationTo(person.username)
            return (
              <PersonRow person={person}>
                {person.id !== own && relation !== undefined && (
                  <FollowButton person={person} relation={relation} size="s" />
                )}
              </PersonRow>
            )
          }}
        </InfiniteList>
      )}
    </>
  )
}
