import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../design/button.tsx'
import { ConfirmDialog } from '../design/dialog.tsx'
import { fill } from '../strings/format.ts'
import { peopleWords as words } from '../strings/people.ts'
import { follow, type Relation, unfollow } from './relations.ts'

interface FollowButtonProps {
  person: { username: string; displayName: string; isPrivate?: boolean }
  relation: Relation
  size?: 's' | 'm'
  wide?: boolean
}

/** Follows, asks, and takes it back. Leaving a private account asks first: coming back needs its leave. */
export function FollowButton({ person, relation, size = 'm', wide }: FollowButtonProps): JSX.Element {
  const [isAsking, setAsking] = useState(false)
  const name = person.displayName || person.username
  const { following, requested, followedBy } = relation
  const looks = { size, ...(wide === undefined ? {} : { wide }) }
  if (!following && !requested) {
    return (
      <Button
        {...looks}
        look="primary"
        aria-label={fill(followedBy ? words.followBackNamed : words.followNamed, { name })}
        onClick={() => void follow(person, relation, person.isPrivate)}
      >
        {followedBy ? words.followBack : words.follow}
      </Button>
    )
  }
  return (
    <>
      <Button
        {...looks}
        icon={following ? 'check' : 'clock'}
        aria-label={fill(following ? words.unfollowNamed : words.takeBackNamed, { name })}
        onClick={() => {
          if (following && person.isPrivate) setAsking(true)
          else void unfollow(person, relation)
        }}
      >
        {following ? words.following1 : words.requested}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={fill(words.unfollowTitle, { name })}
          confirmLabel={words.unfollow}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            void unfollow(person, relation)
          }}
        >
          <p>{words.unfollowPrivateText}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
