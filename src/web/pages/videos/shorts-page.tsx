import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Loading, Skeleton } from '../../design/skeleton.tsx'
import { ErrorState } from '../../design/states.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import type { PageProps } from '../../shell/routes.ts'
import { videoWords as words } from '../../strings/videos.ts'
import { EmptyVideos } from './empty-videos.tsx'
import { ShortsPager } from './shorts-pager.tsx'
import { useVideos } from './use-videos.ts'
import { CategoryChips, ChoiceButton, choiceIn, KindLinks } from './video-choice.tsx'
import './shorts.css'
import './videos.css'

const path = '/videos/shorts'

/** Shorts, one at a time. */
export function ShortsPage({ query }: PageProps): JSX.Element {
  const choice = choiceIn(query)
  const videos = useVideos('short', choice)
  const { items, isKnown, isComplete, isLoading, problem, list, regions, areHidden } = videos
  const [isCovered, setCovered] = useState(false)
  const key = `${choice.category} ${choice.region}`
  return (
    <div class="shorts-page">
      <PageHeader
        title={words.title}
        windowTitle={words.shorts}
        isMain
        actions={
          <>
            <KindLinks at={path} choice={choice} />
            <ChoiceButton choice={choice} path={path} regions={regions} onOpen={setCovered} />
          </>
        }
      />
      <CategoryChips choice={choice} path={path} />
      {items.length > 0 ? (
        <ShortsPager
          key={key}
          videos={items}
          isComplete={isComplete}
          isLoading={isLoading}
          problem={problem}
          isCovered={isCovered}
          onMore={() => void list.more()}
          onAfresh={() => void list.reload()}
        />
      ) : problem !== undefined && !isLoading ? (
        <ErrorState problem={problem} onRetry={() => void list.reload()} />
      ) : isKnown && isComplete ? (
        <EmptyVideos
          kind="short"
          choice={choice}
          path={path}
          areHidden={areHidden}
          onLookAgain={() => void list.reload()}
        />
      ) : (
        <Loading>
          <div class="short short-waiting">
            <div class="short-stage">
              <div class="player player-upright">
                <Skeleton shape="box" />
              </div>
            </div>
          </div>
        </Loading>
      )}
    </div>
  )
}
