import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { useResource } from '../api/resource.ts'
import type { Shape } from '../api/types.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import { PersonName } from '../design/person-name.tsx'
import { sayProblem } from '../design/say-problem.ts'
import { words } from '../strings/en.ts'
import { plural } from '../strings/format.ts'
import { profileAddress } from './addresses.ts'
import { showError } from './toasts.ts'

/** People whom those one follows follow. Nothing is shown where there are none. */
export function Suggestions(): JSX.Element | null {
  const { value } = useResource('/users/suggestions', { query: { limit: 4 } }, { freshMs: 300_000 })
  if (value === undefined || value.items.length === 0) return null
  return (
    <section class="side-card" aria-labelledby="suggestions-title">
      <h2 id="suggestions-title" class="side-card-title">
        {words.suggestions}
      </h2>
      <ul>
        {value.items.map((person) => (
          <li key={person.id}>
            <SuggestedPerson person={person} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function SuggestedPerson({ person }: { person: Shape<'Suggestion'> }): JSX.Element {
  const [state, setState] = useState<'none' | 'busy' | 'following' | 'requested'>('none')
  const path = { username: person.username }
  const follow = async (): Promise<void> => {
    setState('busy')
    try {
      const relation = await api.put('/users/{username}/follow', { path })
      setState(relation.requested ? 'requested' : 'following')
    } catch (error) {
      setState('none')
      showError(sayProblem(asProblem(error)))
    }
  }
  return (
    <div class="person-row">
      <a class="person-row-link" href={profileAddress(person.username)}>
        <Avatar person={person} />
        <span class="person-row-text">
          <PersonName person={person} />
          <span class="person-row-note">{plural(person.mutualCount, words.mutualFollowers)}</span>
        </span>
      </a>
      {state === 'following' || state === 'requested' ? (
        <span class="person-row-note">{state === 'following' ? words.following : words.requested}</span>
      ) : (
        <Button size="s" busy={state === 'busy'} onClick={() => void follow()}>
          {words.follow}
        </Button>
      )}
    </div>
  )
}
