import type { JSX } from 'preact'
import { words } from '../strings/en.ts'
import { Icon } from './icon.tsx'
import './person.css'

interface NamedPerson {
  username: string
  displayName: string
  isVerified?: boolean
}

/** What a person is called, with the sign of those who are verified. Long names end in dots, in their own direction. */
export function PersonName({ person, handle }: { person: NamedPerson; handle?: boolean }): JSX.Element {
  return (
    <span class="person-name">
      <bdi class="person-name-shown">{person.displayName || person.username}</bdi>
      {person.isVerified && <Icon name="verified" size="s" label={words.verified} class="person-verified" />}
      {handle && <bdi class="person-handle">@{person.username}</bdi>}
    </span>
  )
}
