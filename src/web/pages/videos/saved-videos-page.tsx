import type { JSX } from 'preact'
import { useCursorList } from '../../api/list.ts'
import { LinkButton } from '../../design/button.tsx'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { EmptyState } from '../../design/states.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { videoWords as words } from '../../strings/videos.ts'
import { savedVideosPath } from './known-videos.ts'
import { VideoCard } from './video-card.tsx'
import { SkeletonVideos } from './video-skeletons.tsx'
import './videos.css'
import { VideosFoot } from './videos-page.tsx'

/** The videos one has saved, the last one first. One whose save is taken back stays until the page is left. */
export function SavedVideosPage(): JSX.Element {
  const saved = useCursorList(savedVideosPath, {}, (video) => video.youtubeId)
  return (
    <>
      <PageHeader title={words.savedTitle} back="/videos" />
      <div class="videos">
        <InfiniteList
          state={saved}
          keyOf={(video) => video.youtubeId}
          label={words.savedTitle}
          class="video-grid"
          skeleton={<SkeletonVideos />}
          empty={
            <EmptyState
              picture="posts"
              title={words.savedEmpty}
              action={
                <LinkButton href="/videos" look="primary" icon="video">
                  {words.seeVideos}
                </LinkButton>
              }
            >
              {words.savedEmptyText}
            </EmptyState>
          }
        >
          {(video, index) => <VideoCard video={video} isFirst={index < 3} />}
        </InfiniteList>
        <VideosFoot />
      </div>
    </>
  )
}
