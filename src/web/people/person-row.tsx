import type { ComponentChildren, JSX } from 'preact'
import type { Shape } from '../api/types.ts'
import { Avatar } from '../design/avatar.tsx'
import { PersonName } from '../design/person-name.tsx'
import { profileAddress } from '../shell/addresses.ts'

interface PersonRowProps {
  person: Shape<'PersonSummary'>
  /** What is said below their name instead of the user name. */
  note?: ComponentChildren
  /** What can be done, at the end of the row. */
  children?: ComponentChildren
}

/** A person in a list, which leads to their profile. */
export function PersonRow({ person, note, children }: PersonRowProps): JSX.Element {
  return (
    <div class="person-row">
      <a class="person-row-link" href={profileAddress(person.username)}>
        <Avatar person={person} />
        <span class="person-row-text">
          <PersonName person={person} />
          <bdi class="person-row-note">{note ?? `@${person.username}`}</bdi>
        </span>
      </a>
      {children}
    </div>
  )
}
