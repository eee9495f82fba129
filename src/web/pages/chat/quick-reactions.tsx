import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { IconButton } from '../../design/button.tsx'
import { placeBeside } from '../../design/menu.tsx'
import { chatWords } from '../../strings/chat.ts'
import { fill } from '../../strings/format.ts'
import { quickReactions } from './message-row.tsx'

interface QuickReactionsProps {
  anchor: HTMLElement
  /** One's own reaction, if there is one. */
  own: string | undefined
  onPick: (emoji: string) => void
  onMore: () => void
  onClose: () => void
}

/** The six usual reactions, and the way to all others. */
export function QuickReactions({ anchor, own, onPick, onMore, onClose }: QuickReactionsProps): JSX.Element {
  const bar = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const element = bar.current!
    element.showPopover()
    placeBeside(element, anchor)
    element.querySelector<HTMLElement>('button')?.focus()
    return () => {
      if (anchor.isConnected) anchor.querySelector<HTMLElement>('button')?.focus({ preventScroll: true })
    }
  }, [])

  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...bar.current!.querySelectorAll<HTMLElement>('button')]
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }

  return (
    <div
      ref={bar}
      class="menu quick-reactions"
      role="toolbar"
      tabIndex={-1}
      aria-label={chatWords.react}
      popover="auto"
      onKeyDown={onKeyDown}
      onToggle={(event) => {
        if ((event as unknown as { newState: string }).newState === 'closed') onClose()
      }}
    >
      {quickReactions.map((emoji) => (
        <button
          key={emoji}
          type="button"
          class="quick-reaction"
          aria-pressed={own === emoji}
          aria-label={fill(own === emoji ? chatWords.unreact : chatWords.reactWith, { emoji })}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </button>
      ))}
      <IconButton icon="plus" label={chatWords.moreReactions} onClick={onMore} />
    </div>
  )
}
