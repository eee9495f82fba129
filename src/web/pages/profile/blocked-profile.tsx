import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useResource } from '../../api/resource.ts'
import { Button, LinkButton } from '../../design/button.tsx'
import { EmptyState } from '../../design/states.tsx'
import { unblock } from '../../safety/block-acts.ts'
import { words as allWords } from '../../strings/en.ts'
import { fill } from '../../strings/format.ts'
import { peopleWords as words } from '../../strings/people.ts'

interface BlockedProfileProps {
  username: string
  /** What was known of them before they were blocked from here. */
  known: { username: string; displayName: string } | undefined
  onUnblocked: () => void
}

/** Where no profile is to be seen: because one has blocked them, or because there is none. */
export function BlockedProfile({ username, known, onUnblocked }: BlockedProfileProps): JSX.Element {
  // A block hides the profile from both; that it is one's own shows in the list of blocks alone.
  const blocks = useResource('/me/blocks', { query: { limit: 100 } }, { freshMs: 0 })
  const [isBusy, setBusy] = useState(false)
  const found = blocks.value?.items.find((person) => person.username.toLowerCase() === username.toLowerCase())
  const person = found ?? (blocks.value === undefined ? known : undefined)
  if (person === undefined) {
    return (
      <EmptyState
        picture="lost"
        title={words.profileGone}
        action={<LinkButton href="/search">{words.searchHello}</LinkButton>}
      >
        {words.profileGoneText}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      picture="shield"
      title={fill(words.blockedTitle, { name: person.displayName || person.username })}
      action={
        <Button
          busy={isBusy}
          onClick={async () => {
            setBusy(true)
            const isDone = await unblock(person)
            setBusy(false)
            if (isDone) onUnblocked()
          }}
        >
          {allWords.unblock}
        </Button>
      }
    >
      {words.blockedText}
    </EmptyState>
  )
}
