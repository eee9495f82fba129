import type { JSX } from 'preact'
import { useResource } from '../api/resource.ts'
import { plural } from '../strings/format.ts'
import { peopleWords as words } from '../strings/people.ts'
import { FollowButton } from './follow-button.tsx'
import './people-to-follow.css'
import { PersonRow } from './person-row.tsx'
import { useRelations } from './relations.ts'

/** People whom those one follows follow, to begin with. Nothing is shown where there are none. */
export function PeopleToFollow({ limit = 6 }: { limit?: number }): JSX.Element | null {
  const { value } = useResource('/users/suggestions', { query: { limit } }, { freshMs: 60_000 })
  const people = value?.items ?? []
  const relationTo = useRelations(people.map(({ username }) => username))
  if (people.length === 0) return null
  return (
    <section class="people-to-follow" aria-labelledby="people-to-follow">
      <h2 class="section-title" id="people-to-follow">
        {words.suggestions}
      </h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of lists without markers */}
      <ul role="list">
        {people.map((person) => {
          const relation = relationTo(person.username)
          return (
            <li key={person.id}>
              <PersonRow person={person} note={plural(person.mutualCount, words.mutual)}>
                {relation !== undefined && <FollowButton person={person} relation={relation} size="s" />}
              </PersonRow>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
