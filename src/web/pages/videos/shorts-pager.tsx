import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Problem } from '../../api/problem.ts'
import { Button, IconButton } from '../../design/button.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { VisuallyHidden } from '../../design/visually-hidden.tsx'
import { usePageState } from '../../shell/page-memory.ts'
import { fill } from '../../strings/format.ts'
import { videoWords as words } from '../../strings/videos.ts'
import type { Video } from './known-videos.ts'
import { noteSeen } from './seen.ts'
import { VideoButtons } from './video-buttons.tsx'
import { VideoFacts } from './video-card.tsx'
import { VideoPlayer } from './video-player.tsx'
import { ChannelLink, SourceLink } from './video-source.tsx'

/** How long somebody stays at a Short before they count as having looked at it. */
const lookedAtMs = 3000
/** How many before the end the next page is asked for. */
const ahead = 5
/** How many on each side of the present one are drawn; the others only keep their place. */
const drawn = 1

interface ShortsPagerProps {
  videos: readonly Video[]
  isComplete: boolean
  isLoading: boolean
  problem: Problem | undefined
  /** A dialog of the page lies over it. */
  isCovered: boolean
  onMore: () => void
  onAfresh: () => void
}

/**
 * One Short at a time, each as high as the view. It is moved by swiping, the wheel, the arrow keys, and by its buttons,
 * which go on working while the player has taken the swipes and keys above itself.
 */
export function ShortsPager(props: ShortsPagerProps): JSX.Element {
  const { videos, isComplete, isLoading, problem, isCovered, onMore, onAfresh } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [atId, setAtId] = usePageState<string>('short', '')
  const found = videos.findIndex(({ youtubeId }) => youtubeId === atId)
  // One that was put aside leaves the next one in its place.
  const lastAt = useRef(0)
  const isAtEnd = atId === endId
  const at = isAtEnd ? videos.length : found === -1 ? Math.min(lastAt.current, videos.length - 1) : found
  lastAt.current = at
  const count = videos.length + 1
  const [isDialogOpen, setDialogOpen] = useState(false)

  const idAt = (index: number): string => videos[index]?.youtubeId ?? endId
  // Where a key or button leads to. The end of another movement, such as a wheel's, can break the way off, or lead away again
  // once the place is reached: then once more.
  const wanted = useRef<{ place: number; tries: number; until: number; isReached: boolean } | undefined>(undefined)
  const go = (place: number, tries = 2): void => {
    const box = scroller.current
    if (box === null || place < 0 || place >= count) return
    wanted.current = { place, tries, until: performance.now() + 1000, isReached: false }
    box.scrollTo({ top: place * box.clientHeight, behavior: isCalm() ? 'instant' : 'smooth' })
  }
  const step = (by: 1 | -1): void => {
    const goal = wanted.current
    go((goal !== undefined && performance.now() < goal.until ? goal.place : at) + by)
  }
  const onScrollEnd = (): void => {
    const goal = wanted.current
    if (goal === undefined) return
    if (placeIn(scroller.current!) === goal.place) {
      goal.isReached = true
      return
    }
    wanted.current = undefined
    const isLeftLater = goal.isReached && performance.now() >= goal.until
    if (goal.tries > 0 && !isLeftLater) go(goal.place, goal.tries - 1)
  }
  const forget = (): void => {
    wanted.current = undefined
  }
  const latest = useRef({ at, step, idAt })
  latest.current = { at, step, idAt }

  // The view stays at its Short when one before it goes, when somebody comes back, and when the window changes. While
  // somebody scrolls, the place follows the view, and there is nothing to hold.
  const hold = (): void => {
    const box = scroller.current!
    // Places may be others now than when a key was pressed.
    forget()
    box.scrollTo({ top: latest.current.at * box.clientHeight, behavior: 'instant' })
  }
  useLayoutEffect(() => {
    if (placeIn(scroller.current!) !== at) hold()
  }, [at])
  useLayoutEffect(() => {
    const observer = new ResizeObserver(hold)
    observer.observe(scroller.current!)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const by = ({ ArrowDown: 1, PageDown: 1, ArrowUp: -1, PageUp: -1 } as const)[event.key as 'ArrowDown']
      if (by === undefined) forget()
      if (by === undefined || event.defaultPrevented || hasOwnUse(event)) return
      event.preventDefault()
      latest.current.step(by)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  useEffect(() => {
    if (at >= videos.length - ahead && !isComplete && !isLoading && problem === undefined) onMore()
  }, [at, videos.length, isComplete, isLoading, problem])

  const current = videos[at]
  useEffect(() => {
    if (current === undefined) return
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') noteSeen(current)
    }, lookedAtMs)
    return () => clearTimeout(timer)
  }, [current?.youtubeId])

  return (
    <section
      ref={scroller}
      class="shorts"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by the keyboard too
      tabIndex={0}
      aria-label={words.pager}
      aria-describedby="shorts-help"
      onScrollEnd={onScrollEnd}
      onWheel={forget}
      onPointerDown={forget}
      onScroll={({ currentTarget: box }) => {
        const next = placeIn(box)
        if (next !== latest.current.at && next < count) setAtId(latest.current.idAt(next))
      }}
    >
      <p id="shorts-help" class="visually-hidden">
        {words.pagerHelp}
      </p>
      <p role="status" class="visually-hidden">
        {current === undefined ? '' : `${placeOf(at, isComplete ? videos.length : undefined)}: ${current.title}`}
      </p>
      {videos.map((video, index) =>
        Math.abs(index - at) > drawn ? (
          <div class="short" key={video.youtubeId} />
        ) : (
          <ShortSlide
            key={video.youtubeId}
            video={video}
            isHere={index === at}
            isAway={index !== at || isCovered || isDialogOpen}
            onCover={setDialogOpen}
            onStep={step}
            hasPrevious={index > 0}
          />
        ),
      )}
      <div class="short short-end" inert={!isAtEnd}>
        {problem !== undefined ? (
          <>
            <p role="alert">{sayProblem(problem)}</p>
            <Button icon="refresh" onClick={onMore} busy={isLoading}>
              {words.retry}
            </Button>
          </>
        ) : isComplete ? (
          <>
            <p>{words.end}</p>
            <Button
              icon="refresh"
              onClick={() => {
                setAtId('')
                lastAt.current = 0
                onAfresh()
              }}
            >
              {words.lookAgain}
            </Button>
          </>
        ) : (
          <VisuallyHidden>{words.pager}</VisuallyHidden>
        )}
      </div>
    </section>
  )
}

const endId = 'end'

function placeIn(box: HTMLElement): number {
  return Math.round(box.scrollTop / box.clientHeight)
}

function placeOf(at: number, count: number | undefined): string {
  return count === undefined ? fill(words.positionOpen, { at: at + 1 }) : fill(words.position, { at: at + 1, count })
}

function isCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** Whether the keys mean something else where the focus is. */
function hasOwnUse(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return true
  if (document.querySelector('dialog[open]') !== null) return true
  return event.target instanceof Element && event.target.closest('input, textarea, select, [role=menu]') !== null
}

interface ShortSlideProps {
  video: Video
  isHere: boolean
  isAway: boolean
  hasPrevious: boolean
  onCover: (isCovered: boolean) => void
  onStep: (step: 1 | -1) => void
}

function ShortSlide({ video, isHere, isAway, hasPrevious, onCover, onStep }: ShortSlideProps): JSX.Element {
  return (
    <article class="short" aria-label={video.title} inert={!isHere}>
      <div class="short-stage">
        <VideoPlayer video={video} isAway={isAway} isFirst={isHere} />
        <div class="short-side">
          <VideoButtons video={video} shape="column" onCover={onCover} />
          <div class="short-steps">
            <IconButton icon="up" label={words.previous} disabled={!hasPrevious} onClick={() => onStep(-1)} />
            <IconButton icon="down" label={words.next} look="ground" onClick={() => onStep(1)} />
          </div>
        </div>
        <div class="short-text">
          <h2 class="short-title" dir="auto">
            <a href={video.attribution.url} target="_blank" rel="noopener">
              {video.title}
            </a>
          </h2>
          <p class="watch-facts">
            <ChannelLink video={video} />
            <VideoFacts video={video} />
            <SourceLink video={video} />
          </p>
        </div>
      </div>
    </article>
  )
}
