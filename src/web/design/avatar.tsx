import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { words } from '../strings/en.ts'
import { fill } from '../strings/format.ts'
import './avatar.css'
import { classNames } from './class-names.ts'
import { VisuallyHidden } from './visually-hidden.tsx'

interface AvatarPerson {
  id?: string
  username: string
  displayName: string
  photoUrl: string | null
}

interface AvatarProps {
  person: AvatarPerson
  /** `s` 32, `m` 40 (the default), `l` 56, `xl` 96 pixels. */
  size?: 's' | 'm' | 'l' | 'xl'
  /** Whether the person is there now; undefined says nothing. */
  online?: boolean | undefined
  /** Read aloud as a photo of somebody; by default it is decoration beside their name. */
  labelled?: boolean
}

const pixels = { s: 32, m: 40, l: 56, xl: 96 } as const
const colours = 8

/** A person's photo, or their initials on a colour that stays theirs. */
export function Avatar({ person, size = 'm', online, labelled = false }: AvatarProps): JSX.Element {
  const [failedUrl, setFailed] = useState<string | null>(null)
  const name = person.displayName || person.username
  const label = fill(words.photoOf, { name })
  const hasPhoto = person.photoUrl !== null && person.photoUrl !== failedUrl
  return (
    <span
      class={classNames('avatar', `avatar-${size}`, !hasPhoto && `avatar-colour-${colourOf(person.username)}`)}
      {...(labelled && !hasPhoto ? { role: 'img', 'aria-label': label } : {})}
    >
      {hasPhoto ? (
        <img
          src={photoOfSize(person.photoUrl!, size)}
          alt={labelled ? label : ''}
          width={pixels[size]}
          height={pixels[size]}
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFailed(person.photoUrl)}
        />
      ) : (
        <span aria-hidden="true">{initialsOf(name)}</span>
      )}
      {online === true && (
        <span class="avatar-presence">
          <VisuallyHidden>{words.online}</VisuallyHidden>
        </span>
      )}
    </span>
  )
}

// Beside the picture of 320 pixels, which the address names, lie one of 1024 and one of 96.
function photoOfSize(url: string, size: keyof typeof pixels): string {
  return size === 's' || size === 'm' ? url.replace(/\/[^/]+\.webp$/, '/small.webp') : url
}

function colourOf(username: string): number {
  let sum = 0
  for (const character of username.toLowerCase()) sum = (sum * 31 + character.codePointAt(0)!) % 9973
  return sum % colours
}

/** The first letters of the first and the last word; whole characters, as readers see them. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/)
  const wanted = parts.length > 1 ? [parts[0]!, parts.at(-1)!] : parts
  const split = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return wanted.map((part) => [...split.segment(part)][0]?.segment.toLocaleUpperCase() ?? '').join('')
}
