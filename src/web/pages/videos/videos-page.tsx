import type { JSX } from 'preact'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { Notice } from '../../design/states.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import type { PageProps } from '../../shell/routes.ts'
import { fill, formatRegion } from '../../strings/format.ts'
import { videoWords as words } from '../../strings/videos.ts'
import { EmptyVideos } from './empty-videos.tsx'
import { useVideos } from './use-videos.ts'
import { VideoCard } from './video-card.tsx'
import { CategoryChips, ChoiceButton, choiceIn, KindLinks } from './video-choice.tsx'
import { SkeletonVideos } from './video-skeletons.tsx'
import './videos.css'
import { YoutubeMark } from './youtube-mark.tsx'

const path = '/videos'

/** Long videos, new ones first, by category. */
export function VideosPage({ query }: PageProps): JSX.Element {
  const choice = choiceIn(query)
  const videos = useVideos('long', choice)
  const { region, regions, list, areHidden } = videos
  const isFallback = choice.region !== undefined && region !== undefined && region !== choice.region
  return (
    <>
      <PageHeader
        title={words.title}
        windowTitle={words.longTitle}
        isMain
        actions={
          <>
            <KindLinks at={path} choice={choice} />
            <ChoiceButton choice={choice} path={path} regions={regions} />
          </>
        }
      />
      <CategoryChips choice={choice} path={path} />
      <div class="videos">
        {isFallback && (
          <Notice>
            {fill(words.regionFallback, { asked: formatRegion(choice.region!), given: formatRegion(region) })}
          </Notice>
        )}
        <InfiniteList
          state={videos}
          keyOf={(video) => video.youtubeId}
          label={words.longTitle}
          class="video-grid"
          skeleton={<SkeletonVideos />}
          empty={
            <EmptyVideos
              kind="long"
              choice={choice}
              path={path}
              areHidden={areHidden}
              onLookAgain={() => void list.reload()}
            />
          }
          sayEnd
        >
          {(video, index) => <VideoCard video={video} isFirst={index < 3} />}
        </InfiniteList>
        <VideosFoot />
      </div>
    </>
  )
}

/** Where the videos come from, below every list of them. */
export function VideosFoot(): JSX.Element {
  return (
    <p class="videos-foot">
      <YoutubeMark />
      <a href="/videos/about">{words.aboutLink}</a>
    </p>
  )
}
