import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Shape } from '../api/types.ts'
import { Button, IconButton } from '../design/button.tsx'
import { classNames } from '../design/class-names.ts'
import { Icon } from '../design/icon.tsx'
import { Likeness, Media } from '../design/media.tsx'
import { words } from '../strings/en.ts'
import { fill, plural } from '../strings/format.ts'
import { postWords } from '../strings/posts.ts'
import { CarouselSteps } from './carousel-steps.tsx'
import type { Post } from './known-posts.ts'
import './post-media.css'
import { MediaViewer } from './post-dialogs.ts'

type MediaItem = Shape<'Media'>

interface PostMediaProps {
  post: Post
  /** Above everything else on the page: fetched first. */
  isFirst?: boolean | undefined
  /** Two quick taps on a picture. */
  onDoubleTap: () => void
}

// A place neither higher than a phone shows at once nor flatter than a strip.
const tallest = 1.25
const widest = 1.91
const doubleTapMs = 320
const sizes = '(min-width: 720px) 640px, 100vw'

/** The pictures and videos of a post, one beside the other, blurred until asked for where they may be sensitive. */
export function PostMedia({ post, isFirst, onDoubleTap }: PostMediaProps): JSX.Element {
  const { media, sensitive } = post
  const [isShown, setShown] = useState(!sensitive)
  const [openAt, setOpenAt] = useState<number>()
  const [burst, setBurst] = useState(0)
  const lastTap = useRef(0)
  const ratio = ratioOf(media)

  if (!isShown) {
    return (
      <div class="media">
        <Outline ratio={ratio} />
        <Likeness hash={media[0]?.placeholder ?? null} />
        <div class="media-veil">
          <Icon name="eye-off" size="l" />
          <p>{postWords.sensitivePost}</p>
          <Button size="s" onClick={() => setShown(true)}>
            {words.showSensitive}
          </Button>
        </div>
      </div>
    )
  }

  const onClick = (event: MouseEvent): void => {
    if ((event.target as Element).closest('button, video') !== null) return
    const isDouble = event.timeStamp - lastTap.current < doubleTapMs
    lastTap.current = isDouble ? 0 : event.timeStamp
    if (!isDouble) return
    setBurst((count) => count + 1)
    onDoubleTap()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the heart below does the same for keyboards and listeners
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div class="post-media" onClick={onClick}>
      <Outline ratio={ratio} />
      {media.length === 1 ? (
        <Described
          post={post}
          item={media[0]!}
          isFirst={isFirst}
          fit={ratioOf(media) === naturalRatio(media[0]!) ? 'cover' : 'contain'}
        />
      ) : (
        <Carousel post={post} isFirst={isFirst} ratio={ratio} />
      )}
      {media.some(({ kind }) => kind !== 'video') && (
        <IconButton
          class="post-media-enlarge"
          icon="expand"
          size="s"
          label={postWords.seeLarge}
          onClick={(event) => setOpenAt(shownSlide(event.currentTarget))}
        />
      )}
      {sensitive && (
        <Button size="s" class="media-hide" onClick={() => setShown(false)}>
          {words.hideSensitive}
        </Button>
      )}
      {burst > 0 && (
        <span class="post-media-burst" key={burst} aria-hidden="true">
          <Icon name="heart" size="xl" filled />
        </span>
      )}
      {openAt !== undefined && <MediaViewer post={post} startAt={openAt} onClose={() => setOpenAt(undefined)} />}
    </div>
  )
}

/** Gives the place its shape. Not by a style: what the server draws may have none in its attributes. */
function Outline({ ratio }: { ratio: number }): JSX.Element {
  return <svg class="post-media-shape" viewBox={`0 0 ${Math.round(ratio * 1000)} 1000`} aria-hidden="true" />
}

function naturalRatio({ width, height }: MediaItem): number {
  return width > 0 && height > 0 ? width / height : 4 / 3
}

/** Width by height of the place: that of the first item, within bounds. */
function ratioOf(media: readonly MediaItem[]): number {
  const natural = media[0] === undefined ? 1 : naturalRatio(media[0])
  return Math.min(widest, Math.max(1 / tallest, natural))
}

function shownSlide(inside: HTMLElement): number {
  const track = inside.closest('.post-media')?.querySelector('.carousel-track')
  return track instanceof HTMLElement ? slideAt(track) : 0
}

function slideAt(track: HTMLElement): number {
  return Math.round(Math.abs(track.scrollLeft) / Math.max(1, track.clientWidth))
}

interface DescribedProps {
  post: Post
  item: MediaItem
  fit: 'cover' | 'contain'
  isFirst?: boolean | undefined
}

/** The item; what has no description says at least whose it is. */
function Described({ post, item, fit, isFirst }: DescribedProps): JSX.Element {
  const name = post.author.displayName || post.author.username
  const without = item.kind === 'video' ? postWords.videoWithoutWords : postWords.imageWithoutWords
  const media = item.alt ? item : { ...item, alt: fill(without, { name }) }
  return <Media media={media} fit={fit} sizes={sizes} {...(isFirst ? { isFirst } : {})} />
}

/** Moved by touch, by its buttons, and by the arrow keys. */
function Carousel({ post, isFirst, ratio }: { post: Post; isFirst?: boolean | undefined; ratio: number }): JSX.Element {
  const track = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const { media } = post
  const count = media.length

  const go = (to: number): void => {
    const element = track.current
    if (element === null || to < 0 || to >= count) return
    const isRtl = getComputedStyle(element).direction === 'rtl'
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    const left = to * element.clientWidth * (isRtl ? -1 : 1)
    element.scrollTo({ left, behavior: isStill ? 'instant' : 'smooth' })
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== track.current) return
    const isRtl = getComputedStyle(track.current!).direction === 'rtl'
    const to = {
      ArrowRight: at + (isRtl ? -1 : 1),
      ArrowLeft: at + (isRtl ? 1 : -1),
      Home: 0,
      End: count - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    go(to)
  }

  return (
    <section
      class="carousel"
      aria-roledescription={postWords.carousel}
      aria-label={plural(count, postWords.picturesAndVideos)}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys step through what scrolls */}
      <div
        ref={track}
        class="carousel-track"
        data-scrolls
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by the keyboard too
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={(event) => setAt(slideAt(event.currentTarget))}
      >
        {media.map((item, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a slide of a carousel is a group (ARIA Authoring Practices)
          <div
            key={item.id}
            class="carousel-slide"
            role="group"
            aria-roledescription={postWords.slideKind}
            aria-label={fill(postWords.slide, { at: index + 1, count })}
          >
            <Described
              post={post}
              item={item}
              fit={Math.abs(naturalRatio(item) - ratio) < 0.02 ? 'cover' : 'contain'}
              isFirst={isFirst && index === 0}
            />
          </div>
        ))}
      </div>
      <span class="carousel-count" aria-hidden="true">
        {at + 1}/{count}
      </span>
      <CarouselSteps at={at} count={count} go={go} />
      <span class="carousel-dots" aria-hidden="true">
        {media.map((item, index) => (
          <i key={item.id} class={classNames(index === at && 'carousel-dot-here')} />
        ))}
      </span>
      <span class="visually-hidden" role="status">
        {at > 0 && fill(postWords.slide, { at: at + 1, count })}
      </span>
    </section>
  )
}
