import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { words } from '../strings/en.ts'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import './menu.css'

export interface MenuItem {
  label: string
  icon?: IconName
  /** What it does; or where it leads. */
  run?: () => void
  href?: string
  danger?: boolean
  /** A hairline above it. */
  apart?: boolean
}

interface MenuProps {
  /** What there is to be done; items that are false are left out. */
  items: readonly (MenuItem | false | undefined | null)[]
  /** What the button says to those who listen. */
  label?: string
  /** The button, when three dots will not do. */
  button?: (props: MenuButtonProps) => ComponentChildren
}

export interface MenuButtonProps {
  ref: (element: HTMLElement | null) => void
  onClick: () => void
  'aria-haspopup': 'menu'
  'aria-expanded': boolean
  'aria-controls': string
}

/**
 * A button with a list of things to do: beside the button on large screens, from below on phones. Arrow keys, Home, End
 * and first letters move in it; Escape and a press outside close it.
 */
export function Menu({ items, label = words.more, button }: MenuProps): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const trigger = useRef<HTMLElement | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const shown = items.filter((item): item is MenuItem => Boolean(item))

  useEffect(() => {
    const menu = list.current
    if (!isOpen || menu === null) return
    menu.showPopover()
    placeBeside(menu, trigger.current)
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const close = (): void => setOpen(false)
    addEventListener('resize', close)
    return () => removeEventListener('resize', close)
  }, [isOpen])

  const close = (): void => {
    setOpen(false)
    trigger.current?.focus({ preventScroll: true })
  }

  const props: MenuButtonProps = {
    ref: (element) => {
      trigger.current = element
    },
    onClick: () => setOpen(!isOpen),
    'aria-haspopup': 'menu',
    'aria-expanded': isOpen,
    'aria-controls': id,
  }

  return (
    <>
      {button ? button(props) : <IconButton icon="more" label={label} {...(props as object)} />}
      {isOpen && (
        <div
          ref={list}
          id={id}
          class="menu"
          role="menu"
          tabIndex={-1}
          aria-label={label}
          popover="auto"
          onToggle={(event) => {
            if ((event as unknown as { newState: string }).newState === 'closed') setOpen(false)
          }}
          onKeyDown={(event) => onMenuKey(event, list.current!, close)}
        >
          {shown.map((item) => (
            <MenuEntry key={item.label} item={item} close={close} />
          ))}
        </div>
      )}
    </>
  )
}

function MenuEntry({ item, close }: { item: MenuItem; close: () => void }): JSX.Element {
  const content = (
    <>
      {item.icon !== undefined && <Icon name={item.icon} />}
      <span>{item.label}</span>
    </>
  )
  const looks = classNames('menu-item', item.danger && 'menu-item-danger', item.apart && 'menu-item-apart')
  if (item.href !== undefined) {
    return (
      <a class={looks} role="menuitem" tabIndex={-1} href={item.href} onClick={close}>
        {content}
      </a>
    )
  }
  return (
    <button
      type="button"
      class={looks}
      role="menuitem"
      tabIndex={-1}
      onClick={() => {
        close()
        item.run?.()
      }}
    >
      {content}
    </button>
  )
}

function onMenuKey(event: KeyboardEvent, menu: HTMLElement, close: () => void): void {
  const entries = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const at = entries.indexOf(document.activeElement as HTMLElement)
  const go = (to: number): void => {
    event.preventDefault()
    entries[(to + entries.length) % entries.length]?.focus()
  }
  if (event.key === 'ArrowDown') go(at + 1)
  else if (event.key === 'ArrowUp') go(at - 1)
  else if (event.key === 'Home') go(0)
  else if (event.key === 'End') go(entries.length - 1)
  else if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault()
    event.stopPropagation()
    close()
  } else if (event.key.length === 1 && /\S/.test(event.key)) {
    const letter = event.key.toLocaleLowerCase()
    const after = [...entries.slice(at + 1), ...entries.slice(0, at + 1)]
    after.find((entry) => entry.textContent.trim().toLocaleLowerCase().startsWith(letter))?.focus()
  }
}

/**
 * Puts a popover next to what it belongs to, inside the window: their ends in line, or their starts. On phones the style
 * sheet puts it at the bottom.
 */
export function placeBeside(popover: HTMLElement, anchor: HTMLElement | null, align: 'start' | 'end' = 'end'): void {
  if (anchor === null || innerWidth < 720) return
  const gap = 6
  const from = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popover
  const isRtl = getComputedStyle(popover).direction === 'rtl'
  const left = isRtl === (align === 'end') ? from.left : from.right - width
  const below = from.bottom + gap
  const top = below + height > innerHeight - gap && from.top - gap - height > 0 ? from.top - gap - height : below
  popover.style.left = `${Math.min(Math.max(gap, left), innerWidth - width - gap)}px`
  popover.style.top = `${Math.min(Math.max(gap, top), Math.max(gap, innerHeight - height - gap))}px`
}
