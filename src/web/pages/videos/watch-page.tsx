import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useResource } from '../../api/resource.ts'
import { useStore } from '../../api/store.ts'
import type { Shape } from '../../api/types.ts'
import { Button, LinkButton } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { RichText } from '../../design/rich-text.tsx'
import { Loading, Skeleton } from '../../design/skeleton.tsx'
import { EmptyState, ErrorState, Notice } from '../../design/states.tsx'
import { findTextParts } from '../../design/text-parts.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import type { PageProps } from '../../shell/routes.ts'
import { videoWords as words } from '../../strings/videos.ts'
import { hiddenVideos, hideVideo } from './hidden-videos.ts'
import { findKnownVideo, type Video } from './known-videos.ts'
import { VideoButtons } from './video-buttons.tsx'
import { VideoFacts } from './video-card.tsx'
import { VideoPlayer } from './video-player.tsx'
import { ChannelLink, SourceLink } from './video-source.tsx'
import './videos.css'

/** One video: the player, and below it what it is, whose it is, and what can be done with it. */
export function WatchPage({ params }: PageProps): JSX.Element {
  const youtubeId = params.id!
  const { value, problem, reload } = useResource('/videos/{youtubeId}', { path: { youtubeId } })
  const video = value ?? (problem === undefined ? findKnownVideo(youtubeId) : undefined)
  return (
    <div class="watch-page">
      <PageHeader title={words.watchTitle} windowTitle={video?.title ?? words.watchTitle} back="/videos" />
      {video !== undefined ? (
        <Watch video={video} description={value?.description} />
      ) : problem === undefined ? (
        <WatchSkeleton />
      ) : problem.status === 404 || problem.code === 'invalid_input' ? (
        <EmptyState
          picture="lost"
          title={words.gone}
          action={
            <LinkButton href="/videos" icon="video">
              {words.seeVideos}
            </LinkButton>
          }
        >
          {words.goneText}
        </EmptyState>
      ) : (
        <ErrorState problem={problem} onRetry={() => void reload()} />
      )}
    </div>
  )
}

function Watch({ video, description }: { video: Video; description: string | undefined }): JSX.Element {
  const [isCovered, setCovered] = useState(false)
  const isHidden = useStore(hiddenVideos(), (ids) => ids.has(video.youtubeId))
  return (
    <article class={classNames('watch', video.kind === 'short' && 'watch-upright')}>
      <VideoPlayer video={video} isAway={isCovered} isFirst />
      <div class="watch-text">
        {isHidden && (
          <Notice
            action={
              <Button size="s" onClick={() => hideVideo(video.youtubeId, false)}>
                {words.bringBack}
              </Button>
            }
          >
            {words.videoHidden}
          </Notice>
        )}
        <h2 class="watch-title" dir="auto">
          <a href={video.attribution.url} target="_blank" rel="noopener">
            {video.title}
          </a>
        </h2>
        <p class="watch-facts">
          <ChannelLink video={video} />
          <VideoFacts video={video} />
          <SourceLink video={video} />
        </p>
        <VideoButtons video={video} shape="row" onCover={setCovered} />
        <section aria-label={words.description}>
          {description === undefined ? (
            <Loading>
              <div class="skeleton-lines">
                <Skeleton />
                <Skeleton width="long" />
              </div>
            </Loading>
          ) : (
            <Description text={description} />
          )}
        </section>
        <p class="videos-foot">
          <a href="/videos/about">{words.aboutLink}</a>
        </p>
      </div>
    </article>
  )
}

function Description({ text }: { text: string }): JSX.Element {
  const element = useRef<HTMLDivElement>(null)
  const [isLong, setLong] = useState(false)
  const [isOpen, setOpen] = useState(false)
  useLayoutEffect(() => {
    const box = element.current
    if (box !== null) setLong(box.scrollHeight > box.clientHeight + 4)
  }, [text])
  if (text.trim() === '') return <p class="watch-facts">{words.noDescription}</p>
  return (
    <>
      <div ref={element} class={classNames('watch-description', !isOpen && 'watch-description-short')}>
        {/* Tags and names in it are YouTube's, not those of this community: only links lead somewhere. */}
        <RichText text={text} parts={{ tags: [], mentions: [], links: linksIn(text) }} />
      </div>
      {isLong && (
        <Button size="s" look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.showLess : words.showAll}
        </Button>
      )}
    </>
  )
}

function linksIn(text: string): Shape<'TextParts'>['links'] {
  return findTextParts(text)
    .filter(({ kind }) => kind === 'link')
    .map(({ start, end, value }) => ({ start, end, url: value, host: new URL(value).host }))
}

function WatchSkeleton(): JSX.Element {
  return (
    <Loading>
      <div class="watch">
        <div class="player-frame">
          <div class="player player-wide" />
        </div>
        <div class="watch-text skeleton-lines">
          <Skeleton shape="title" width="long" />
          <Skeleton width="half" />
        </div>
      </div>
    </Loading>
  )
}
