import type { JSX } from 'preact'
import { Loading, Skeleton } from '../../design/skeleton.tsx'

/** Cards of videos that are on their way. */
export function SkeletonVideos(): JSX.Element {
  return (
    <Loading>
      <div class="video-grid">
        {Array.from({ length: 6 }, (_, index) => (
          <div class="video-card" key={index}>
            <span class="video-card-picture">
              <Skeleton shape="box" />
            </span>
            <span class="skeleton-lines">
              <Skeleton shape="title" width="long" />
              <Skeleton width="half" />
            </span>
          </div>
        ))}
      </div>
    </Loading>
  )
}
