import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { classNames } from '../design/class-names.ts'
import { Dialog } from '../design/dialog.tsx'
import { fill } from '../strings/format.ts'
import { postWords } from '../strings/posts.ts'
import { CarouselSteps } from './carousel-steps.tsx'
import type { Post } from './known-posts.ts'

interface MediaViewerProps {
  post: Post
  startAt: number
  onClose: () => void
}

const swipePixels = 48

/** The pictures of a post as large as the screen: moved by arrow keys, buttons and swipes, seen near with a press. */
export function MediaViewer({ post, startAt, onClose }: MediaViewerProps): JSX.Element {
  const [at, setAt] = useState(startAt)
  const [isNear, setNear] = useState(false)
  const stage = useRef<HTMLDivElement>(null)
  const begun = useRef<number | undefined>(undefined)
  const item = post.media[at] ?? post.media[0]!
  const count = post.media.length
  const label = fill(postWords.pictureNumber, { at: at + 1, count })

  const go = (to: number): void => {
    if (to < 0 || to >= count) return
    setNear(false)
    setAt(to)
  }
  const steps = useRef(go)
  steps.current = go
  const here = useRef(at)
  here.current = at

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isRtl = document.documentElement.dir === 'rtl'
      if (event.key === 'ArrowRight') steps.current(here.current + (isRtl ? -1 : 1))
      if (event.key === 'ArrowLeft') steps.current(here.current + (isRtl ? 1 : -1))
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  const picture = item.kind === 'video' ? (item.posterUrl ?? item.thumbnailUrl) : item.url
  return (
    <Dialog title={label} hideTitle shape="screen" class="viewer" onClose={onClose}>
      <div
        ref={stage}
        class={classNames('viewer-stage', isNear && 'viewer-near')}
        onTouchStart={(event) => {
          begun.current = event.touches.length === 1 && !isNear ? event.touches[0]!.clientX : undefined
        }}
        onTouchEnd={(event) => {
          const moved = (event.changedTouches[0]?.clientX ?? 0) - (begun.current ?? Number.NaN)
          begun.current = undefined
          if (!(Math.abs(moved) > swipePixels)) return
          const isRtl = document.documentElement.dir === 'rtl'
          go(at + (moved < 0 !== isRtl ? 1 : -1))
        }}
      >
        {item.kind === 'video' && item.url !== null ? (
          // biome-ignore lint/a11y/useMediaCaption: people upload videos without captions; the description stands below
          <video
            class="viewer-picture"
            key={item.id}
            src={item.url}
            poster={picture ?? undefined}
            controls
            playsInline
          />
        ) : (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the browser's own zoom is there for the keyboard
          <img
            class="viewer-picture"
            key={item.id}
            src={picture ?? undefined}
            alt={
              item.alt ?? fill(postWords.imageWithoutWords, { name: post.author.displayName || post.author.username })
            }
            onClick={() => setNear(!isNear)}
          />
        )}
      </div>
      {item.alt && (
        <p class="viewer-words" dir="auto">
          {item.alt}
        </p>
      )}
      {count > 1 && <CarouselSteps at={at} count={count} go={go} />}
    </Dialog>
  )
}
