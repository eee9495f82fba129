import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import './video-thumbnail.css'

interface VideoThumbnailProps {
  /** The id at YouTube; decides how the picture is drawn that stands in its place. */
  youtubeId: string
  url: string
}

/** What YouTube sends, with status 404 but as a picture, for a thumbnail that there is not. */
const noThumbnail = { width: 120, height: 90 }

const drawings = 6

/**
 * The thumbnail of a video, filling its place: fetched from YouTube without telling from where. While it is not there,
 * and where it cannot be had (a video that is gone, a network that keeps YouTube out, the videos of the demo), a drawn
 * picture stands in its place.
 */
export function VideoThumbnail({ youtubeId, url }: VideoThumbnailProps): JSX.Element {
  const [state, setState] = useState<'loading' | 'there' | 'missing'>('loading')
  const look = (image: HTMLImageElement): void => {
    const isNone = image.naturalWidth === noThumbnail.width && image.naturalHeight === noThumbnail.height
    setState(isNone ? 'missing' : 'there')
  }
  return (
    <span class={`video-thumbnail video-thumbnail-${drawingOf(youtubeId)}`}>
      {state !== 'there' && (
        <svg viewBox="0 0 160 90" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
          <circle class="video-thumbnail-far" cx="34" cy="98" r="64" />
          <circle class="video-thumbnail-near" cx="136" cy="-6" r="46" />
          <path class="video-thumbnail-play" d="M70 31v28l24-14z" />
        </svg>
      )}
      {state !== 'missing' && (
        <img
          class={state === 'there' ? 'video-thumbnail-there' : ''}
          src={url}
          alt=""
          loading="lazy"
          referrerpolicy="no-referrer"
          onLoad={(event) => look(event.currentTarget)}
          onError={() => setState('missing')}
        />
      )}
    </span>
  )
}

function drawingOf(youtubeId: string): number {
  let sum = 0
  for (const character of youtubeId) sum = (sum * 31 + character.charCodeAt(0)) % 997
  return sum % drawings
}
