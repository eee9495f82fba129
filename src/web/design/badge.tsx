import type { ComponentChildren, JSX } from 'preact'
import { words } from '../strings/en.ts'
import { plural } from '../strings/format.ts'
import './badge.css'
import { VisuallyHidden } from './visually-hidden.tsx'

interface BadgeProps {
  children: ComponentChildren
  tone?: 'plain' | 'accent' | 'warning' | 'danger'
}

/** A word about a thing: its state, or what kind it is. */
export function Badge({ children, tone = 'plain' }: BadgeProps): JSX.Element {
  return <span class={`badge badge-${tone}`}>{children}</span>
}

/** How many are new; nothing at 0. */
export function CountBadge({ count, label }: { count: number; label?: string }): JSX.Element | null {
  if (count <= 0) return null
  return (
    <span class="count-badge">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <VisuallyHidden>{label ?? plural(count, words.unread)}</VisuallyHidden>
    </span>
  )
}
