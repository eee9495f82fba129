import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { initialsOf } from '../../design/avatar.tsx'
import { classNames } from '../../design/class-names.ts'
import type { Video } from './known-videos.ts'
import './poster.css'

const pictureHost = 'https://i.ytimg.com'
const colours = 8

// Where there is no picture, YouTube sends a grey one of this width, which browsers show like any other.
const greyWidth = 120

/** The picture of a video, from the one host the policy allows. */
function pictureOf({ youtubeId, thumbnail }: Video): string {
  const isThere = URL.canParse(thumbnail.url) && new URL(thumbnail.url).origin === pictureHost
  return isThere ? thumbnail.url : `${pictureHost}/vi/${encodeURIComponent(youtubeId)}/hqdefault.jpg`
}

interface PosterProps {
  video: Video
  /** Above everything else: it is fetched at once. */
  isFirst?: boolean
  /** The title stands beside it already. */
  isTitled?: boolean
}

/** What a video looks like before it plays: its picture, or where there is none, a drawn one. Always decoration. */
export function Poster({ video, isFirst = false, isTitled = false }: PosterProps): JSX.Element {
  const [state, setState] = useState<'coming' | 'there' | 'missing'>('coming')
  const colour = colourOf(video.channel.id)
  return (
    <span class={classNames('poster', `poster-${state}`, `poster-colour-${colour}`)} aria-hidden="true">
      {state !== 'there' && (
        <span class="poster-drawn">
          <svg class="poster-arcs" viewBox="0 0 160 160" aria-hidden="true" focusable="false">
            <path d="M8 132A118 118 0 0 1 104 16" />
            <path d="M34 146A84 84 0 0 1 112 44" />
            <circle cx="132" cy="126" r="42" />
          </svg>
          <span class="poster-initial">{initialsOf(video.channel.title)}</span>
          {!isTitled && (
            <span class="poster-title" dir="auto">
              {video.title}
            </span>
          )}
        </span>
      )}
      {state !== 'missing' && (
        <img
          src={pictureOf(video)}
          alt=""
          loading={isFirst ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          referrerpolicy="no-referrer"
          onLoad={({ currentTarget }) => setState(currentTarget.naturalWidth <= greyWidth ? 'missing' : 'there')}
          onError={() => setState('missing')}
        />
      )}
    </span>
  )
}

function colourOf(text: string): number {
  let sum = 0
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)!) % 9973
  return sum % colours
}
