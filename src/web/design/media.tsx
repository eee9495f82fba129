import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { thumbHashToRGBA } from 'thumbhash'
import type { Shape } from '../api/types.ts'
import { words } from '../strings/en.ts'
import { formatClock } from '../strings/format.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import './media.css'
import { VisuallyHidden } from './visually-hidden.tsx'

type MediaItem = Shape<'Media'>

/** How long a picture has before a likeness is made of it. */
const patienceMs = 120
const isServer = typeof document === 'undefined'

interface MediaProps {
  media: MediaItem
  /** How wide it will be, as in the attribute `sizes`; decides which file is fetched. */
  sizes?: string
  /**
   * `keep` (the default) keeps its shape, within `tallest`; `cover` fills a place that the caller sizes; `contain` shows all
   * of it there, on its own likeness.
   */
  fit?: 'keep' | 'cover' | 'contain'
  /** Height by width, at most; taller pictures are cut. */
  tallest?: number
  /** Blurred until somebody asks for it. */
  sensitive?: boolean
  /** Above everything else on the page: fetched first. */
  isFirst?: boolean
  /** A press on it, such as to see it large. */
  onOpen?: (() => void) | undefined
  openLabel?: string
  class?: string
}

/**
 * A picture or video in its place: the place has its final shape from the start, a blurred likeness stands in it until
 * the file is there. Videos play when asked.
 */
export function Media(props: MediaProps): JSX.Element {
  const { media, sizes = '100vw', fit = 'keep', tallest = 1.25, sensitive = false, isFirst, onOpen, openLabel } = props
  const [isShown, setShown] = useState(!sensitive)
  // What stands first is not faded in, and what the server draws cannot be: it would wait for this code.
  const [state, setState] = useState<'loading' | 'there' | 'failed'>(isFirst || isServer ? 'there' : 'loading')
  const ratio = Math.max(1 / tallest, media.width > 0 && media.height > 0 ? media.width / media.height : 4 / 3)
  const place = classNames(
    'media',
    fit !== 'keep' && 'media-fill',
    fit === 'contain' && 'media-whole',
    state === 'there' && 'media-there',
    props.class,
  )
  const alt = media.alt ?? ''
  return (
    <div class={place} style={fit === 'keep' ? { aspectRatio: String(ratio) } : undefined}>
      <Likeness hash={media.placeholder} isLate={state === 'there' && fit !== 'contain'} />
      {!isShown && (
        <div class="media-veil">
          <Icon name="eye-off" size="l" />
          <p>{words.sensitive}</p>
          <Button size="s" onClick={() => setShown(true)}>
            {words.showSensitive}
          </Button>
        </div>
      )}
      {isShown && media.kind === 'video' && <Video media={media} alt={alt} onThere={() => setState('there')} />}
      {isShown && media.kind !== 'video' && media.url !== null && state !== 'failed' && (
        <img
          class="media-file"
          src={media.mediumUrl ?? media.url}
          srcSet={sourcesOf(media)}
          sizes={sizes}
          alt={alt}
          width={media.width}
          height={media.height}
          loading={isFirst ? 'eager' : 'lazy'}
          fetchpriority={isFirst ? 'high' : 'auto'}
          decoding="async"
          ref={(image) => {
            if (image?.complete && image.naturalWidth > 0) setState('there')
          }}
          onLoad={() => setState('there')}
          onError={() => setState('failed')}
        />
      )}
      {isShown && (state === 'failed' || media.state === 'failed') && (
        <div class="media-veil">
          <Icon name="image" size="l" />
          <p>{media.alt ?? words.mediaFailed}</p>
        </div>
      )}
      {isShown && onOpen && media.kind !== 'video' && (
        <button type="button" class="media-open" onClick={onOpen} aria-label={openLabel ?? words.show} />
      )}
      {isShown && sensitive && (
        <Button size="s" class="media-hide" onClick={() => setShown(false)}>
          {words.hideSensitive}
        </Button>
      )}
    </div>
  )
}

/** The same file in its widths, so that a phone does not fetch what it cannot show. */
function sourcesOf(media: MediaItem): string | undefined {
  const longest = Math.max(media.width, media.height, 1)
  const files = [
    [media.thumbnailUrl, 480],
    [media.mediumUrl, 1080],
    [media.url, 2048],
  ] as const
  const sources = files.flatMap(([url, side]) => {
    const width = Math.round(media.width * Math.min(1, side / longest))
    return url === null || width === 0 ? [] : [`${url} ${width}w`]
  })
  return sources.length > 1 ? [...new Set(sources)].join(', ') : undefined
}

interface VideoProps {
  media: MediaItem
  alt: string
  onThere: () => void
}

function Video({ media, alt, onThere }: VideoProps): JSX.Element {
  const [isPlaying, setPlaying] = useState(false)
  const player = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (!isPlaying || player.current === null) return
    player.current.focus()
    return onePlaying(player.current)
  }, [isPlaying])
  if (isPlaying && media.url !== null) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: people upload videos without captions; the alternative text says what it shows
      <video
        ref={player}
        class="media-file"
        src={media.url}
        poster={media.posterUrl ?? undefined}
        aria-label={alt || undefined}
        controls
        autoplay
        playsInline
        preload="metadata"
      />
    )
  }
  const poster = media.posterUrl ?? media.thumbnailUrl
  return (
    <>
      {poster !== null && <img class="media-file" src={poster} alt={alt} loading="lazy" onLoad={onThere} />}
      <button type="button" class="media-play" onClick={() => setPlaying(true)} disabled={media.url === null}>
        <span class="media-play-sign">
          <Icon name="play" size="l" filled />
        </span>
        <VisuallyHidden>{words.playVideo}</VisuallyHidden>
        {media.durationMs !== null && <span class="media-length">{formatClock(media.durationMs)}</span>}
      </button>
    </>
  )
}

/** Lets one video play at a time, and none that is off the screen or behind another window. */
function onePlaying(video: HTMLVideoElement): () => void {
  const pause = (): void => video.pause()
  const pauseOthers = (): void => {
    for (const other of document.querySelectorAll('video')) if (other !== video) other.pause()
  }
  const pauseHidden = (): void => {
    if (document.visibilityState === 'hidden') pause()
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.at(-1)?.isIntersecting === false) pause()
    },
    { threshold: 0.25 },
  )
  observer.observe(video)
  video.addEventListener('play', pauseOthers)
  document.addEventListener('visibilitychange', pauseHidden)
  return () => {
    observer.disconnect()
    video.removeEventListener('play', pauseOthers)
    document.removeEventListener('visibilitychange', pauseHidden)
  }
}

interface LikenessProps {
  hash: string | null
  /** What it stands for has come, and lies over it. */
  isLate?: boolean
}

/** The blurred likeness that a ThumbHash holds, drawn once on a canvas of its own few pixels. */
export function Likeness({ hash, isLate = false }: LikenessProps): JSX.Element | null {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (hash === null || isLate) return
    const draw = (): void => {
      const picture = decodeLikeness(hash)
      if (picture === undefined || canvas.current === null) return
      canvas.current.width = picture.width
      canvas.current.height = picture.height
      canvas.current.getContext('2d')?.putImageData(picture, 0, 0)
    }
    // Many pictures are there before it could be seen.
    const timer = setTimeout(draw, patienceMs)
    return () => clearTimeout(timer)
  }, [hash, isLate])
  return hash === null ? null : <canvas ref={canvas} class="media-likeness" width={1} height={1} />
}

function decodeLikeness(hash: string): ImageData | undefined {
  try {
    const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(hash), (character) => character.charCodeAt(0)))
    return new ImageData(new Uint8ClampedArray(rgba), w, h)
  } catch {
    // A hash that is not one leaves the plain ground.
    return undefined
  }
}
