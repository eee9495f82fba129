import type { ComponentChildren, JSX } from 'preact'

/** Text for those who listen to the page instead of looking at it. */
export function VisuallyHidden({ children }: { children: ComponentChildren }): JSX.Element {
  return <span class="visually-hidden">{children}</span>
}
