import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { IconButton } from '../design/button.tsx'
import { EmojiPopover } from '../design/emoji-popover.tsx'
import { fill } from '../strings/format.ts'
import { postWords } from '../strings/posts.ts'
import './reaction-button.css'

interface ReactionButtonProps {
  /** My reaction, if there is one. */
  mine: string | null
  onReact: (emoji: string | null) => void
  size?: 's' | 'm'
  label?: string
  /** Which sides of the button and the emoji are in line. */
  align?: 'start' | 'end'
}

/** The reaction of a heart, and of the two taps. */
export const heart = '❤️'
const longPressMs = 450

/**
 * A press gives a heart, or takes back what one gave; a long press, the smile beside it, or the arrow down choose any other
 * emoji.
 */
export function ReactionButton({
  mine,
  onReact,
  size = 'm',
  label,
  align = 'start',
}: ReactionButtonProps): JSX.Element {
  const [isChoosing, setChoosing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const wasLong = useRef(false)
  const stopTimer = (): void => clearTimeout(timer.current)
  const isHeart = mine === heart
  return (
    <span class="reaction-buttons">
      <IconButton
        ref={button}
        class={mine === null ? 'reaction' : 'reaction reaction-mine'}
        icon="heart"
        filled={isHeart}
        size={size}
        label={mine === null ? (label ?? postWords.react) : fill(postWords.unreact, { emoji: mine })}
        aria-pressed={mine !== null}
        data-emoji={mine !== null && !isHeart ? mine : undefined}
        onPointerDown={() => {
          wasLong.current = false
          timer.current = setTimeout(() => {
            wasLong.current = true
          }, longPressMs)
        }}
        onPointerUp={stopTimer}
        onPointerLeave={stopTimer}
        onPointerCancel={stopTimer}
        onContextMenu={(event) => wasLong.current && event.preventDefault()}
        onClick={() => {
          // Opened by the release: what opens while the finger is down is closed again by it.
          if (wasLong.current) {
            wasLong.current = false
            setChoosing(true)
            return
          }
          onReact(mine === null ? heart : null)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setChoosing(true)
        }}
      />
      <IconButton
        class="reaction-choose"
        icon="smile"
        size={size}
        label={postWords.chooseReaction}
        aria-haspopup="dialog"
        aria-expanded={isChoosing}
        onClick={() => setChoosing(true)}
      />
      {isChoosing && (
        <EmojiPopover align={align} anchor={button.current} onPick={onReact} onClose={() => setChoosing(false)} />
      )}
    </span>
  )
}
