import type { JSX } from 'preact'
import { words } from '../strings/en.ts'
import { classNames } from './class-names.ts'
import './skeleton.css'
import { VisuallyHidden } from './visually-hidden.tsx'

interface SkeletonProps {
  /** `line` is text, `title` a larger line, `circle` a photo, `box` a picture that fills the width. */
  shape?: 'line' | 'title' | 'circle' | 'box'
  width?: 'full' | 'long' | 'half' | 'short'
}

/** The place of something that is on its way. */
export function Skeleton({ shape = 'line', width = 'full' }: SkeletonProps): JSX.Element {
  return <span class={classNames('skeleton', `skeleton-${shape}`, `skeleton-${width}`)} aria-hidden="true" />
}

/** Says once, to those who listen, that something is loading. Wrap skeletons into it. */
export function Loading({ children }: { children: JSX.Element | JSX.Element[] }): JSX.Element {
  return (
    <div aria-busy="true">
      <p role="status">
        <VisuallyHidden>{words.loading}</VisuallyHidden>
      </p>
      {children}
    </div>
  )
}

/** Rows of a photo and two lines, as in lists of people, conversations and notifications. */
export function SkeletonRows({ count = 6 }: { count?: number }): JSX.Element {
  return (
    <Loading>
      {Array.from({ length: count }, (_, index) => (
        <div class="skeleton-row" key={index}>
          <Skeleton shape="circle" />
          <span class="skeleton-lines">
            <Skeleton width={index % 2 === 0 ? 'half' : 'short'} />
            <Skeleton width={index % 3 === 0 ? 'long' : 'full'} />
          </span>
        </div>
      ))}
    </Loading>
  )
}

/** A few lines of text. */
export function SkeletonText({ lines = 3 }: { lines?: number }): JSX.Element {
  return (
    <Loading>
      <div class="skeleton-lines">
        {Array.from({ length: lines }, (_, index) => (
          <Skeleton key={index} width={index === lines - 1 ? 'half' : 'full'} />
        ))}
      </div>
    </Loading>
  )
}

/** A card with a person's name above a picture, as in the feed. */
export function SkeletonCards({ count = 2 }: { count?: number }): JSX.Element {
  return (
    <Loading>
      {Array.from({ length: count }, (_, index) => (
        <div class="skeleton-card" key={index}>
          <div class="skeleton-row">
            <Skeleton shape="circle" />
            <span class="skeleton-lines">
              <Skeleton width="half" />
              <Skeleton width="short" />
            </span>
          </div>
          <Skeleton shape="box" />
          <div class="skeleton-lines skeleton-card-text">
            <Skeleton width="long" />
            <Skeleton width="half" />
          </div>
        </div>
      ))}
    </Loading>
  )
}

/** Squares of a grid of pictures. */
export function SkeletonGrid({ count = 9 }: { count?: number }): JSX.Element {
  return (
    <Loading>
      <div class="skeleton-grid">
        {Array.from({ length: count }, (_, index) => (
          <Skeleton shape="box" key={index} />
        ))}
      </div>
    </Loading>
  )
}
