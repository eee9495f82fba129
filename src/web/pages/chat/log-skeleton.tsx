import type { JSX } from 'preact'
import { Loading } from '../../design/skeleton.tsx'

const shapes = ['theirs-long', 'theirs-short', 'mine-long', 'theirs-long', 'mine-short', 'mine-long'] as const

/** Bubbles on their way. */
export function LogSkeleton(): JSX.Element {
  return (
    <div class="log-skeleton">
      <Loading>
        {shapes.map((shape, index) => (
          <span key={index} class={`skeleton log-skeleton-${shape}`} aria-hidden="true" />
        ))}
      </Loading>
    </div>
  )
}
