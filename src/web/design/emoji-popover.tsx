import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { showError } from '../shell/toasts.ts'
import { emojiWords } from '../strings/emoji.ts'
import { words } from '../strings/en.ts'
import { placeBeside } from './menu.tsx'
import './menu.css'

interface EmojiPopoverProps {
  /** What it stands beside, and what gets the focus back. */
  anchor: HTMLElement | null
  onPick: (emoji: string) => void
  onClose: () => void
  /** Which sides are in line. */
  align?: 'start' | 'end'
}

type Picker = typeof import('./emoji-picker.tsx').EmojiPicker

/**
 * The emoji picker beside a button on large screens, from below on phones. Draw it while it is open. Escape and a press
 * outside close it.
 */
export function EmojiPopover({ anchor, onPick, onClose, align = 'end' }: EmojiPopoverProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null)
  const [Picker, setPicker] = useState<Picker>()
  const close = useRef(onClose)
  close.current = onClose

  useEffect(() => {
    import('./emoji-picker.tsx').then(
      (module) => setPicker(() => module.EmojiPicker),
      () => {
        showError(words.pageFailedText)
        close.current()
      },
    )
  }, [])

  useEffect(() => {
    const popover = element.current!
    popover.showPopover()
    return () => {
      if (popover.contains(document.activeElement)) anchor?.focus({ preventScroll: true })
    }
  }, [])

  useEffect(() => {
    if (element.current !== null) placeBeside(element.current, anchor, align)
  }, [Picker])

  return (
    <div
      ref={element}
      class="menu emoji-popover"
      role="dialog"
      aria-label={emojiWords.picker}
      popover="auto"
      onToggle={(event) => {
        if ((event as unknown as { newState: string }).newState === 'closed') close.current()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The dialog that it may stand in stays open.
        event.stopPropagation()
        event.preventDefault()
        close.current()
      }}
    >
      {Picker !== undefined && (
        <Picker
          onPick={(emoji) => {
            onPick(emoji)
            close.current()
          }}
        />
      )}
    </div>
  )
}
