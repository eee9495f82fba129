import type { JSX } from 'preact'
import { Icon } from '../design/icon.tsx'
import { postWords } from '../strings/posts.ts'

/** The two buttons that turn a row of several pictures and videos, each off at its end. */
export function CarouselSteps(props: { at: number; count: number; go: (to: number) => void }): JSX.Element {
  const { at, count, go } = props
  return (
    <>
      <button
        type="button"
        class="carousel-step carousel-back"
        aria-label={postWords.previousItem}
        disabled={at === 0}
        onClick={() => go(at - 1)}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        class="carousel-step carousel-on"
        aria-label={postWords.nextItem}
        disabled={at === count - 1}
        onClick={() => go(at + 1)}
      >
        <Icon name="forward" />
      </button>
    </>
  )
}
