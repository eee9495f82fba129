import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { IconButton } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { Menu } from '../../design/menu.tsx'
import { RelativeTime } from '../../design/relative-time.tsx'
import { ShareDialog } from '../../posts/share-dialog.tsx'
import { ReportDialog } from '../../safety/report-dialog.tsx'
import { videoAddress } from '../../shell/addresses.ts'
import { fill, formatClock, formatCount } from '../../strings/format.ts'
import { videoWords as words } from '../../strings/videos.ts'
import { hideVideo } from './hidden-videos.ts'
import type { Video } from './known-videos.ts'
import { Poster } from './poster.tsx'
import { saveVideo } from './video-acts.ts'
import { putAside } from './video-buttons.tsx'
import { ChannelLink } from './video-source.tsx'

interface VideoCardProps {
  video: Video
  isFirst?: boolean
}

/** A video in a list: its picture, how long it is, what it is called and whose it is. */
export function VideoCard({ video, isFirst = false }: VideoCardProps): JSX.Element {
  const [open, setOpen] = useState<'share' | 'report'>()
  const { youtubeId, title, isSaved, isSeen, kind } = video
  const length = formatClock(video.durationSeconds * 1000)
  const address = videoAddress(youtubeId)
  return (
    <article class={classNames('video-card', isSeen && 'video-card-seen')}>
      <a class="video-card-picture" href={address} aria-label={fill(words.openVideo, { title, length })}>
        <Poster video={video} isFirst={isFirst} isTitled />
        <span class="video-card-length" aria-hidden="true">
          {kind === 'short' ? `${words.shortBadge} · ${length}` : length}
        </span>
      </a>
      <div class="video-card-text">
        <h2 class="video-card-title" dir="auto">
          <a href={address} tabIndex={-1}>
            {title}
          </a>
        </h2>
        <ChannelLink video={video} />
        <p class="video-card-facts">
          <VideoFacts video={video} />
          {isSeen && <span>{words.seen}</span>}
        </p>
      </div>
      <div class="video-card-acts">
        <IconButton
          icon="bookmark"
          size="s"
          filled={isSaved}
          label={isSaved ? words.unsaveVideo : words.saveVideo}
          onClick={() => void saveVideo(video, !isSaved)}
        />
        <Menu
          items={[
            { label: words.shareVideo, icon: 'send', run: () => setOpen('share') },
            { label: words.hide, icon: 'eye-off', run: () => putAside(youtubeId) },
            { label: words.reportVideo, icon: 'flag', danger: true, apart: true, run: () => setOpen('report') },
          ]}
        />
      </div>
      {open === 'share' && (
        <ShareDialog subject={{ video: youtubeId }} address={address} onClose={() => setOpen(undefined)} />
      )}
      {open === 'report' && (
        <ReportDialog
          subject={{ type: 'video', id: youtubeId }}
          onClose={() => setOpen(undefined)}
          onReported={() => hideVideo(youtubeId, true)}
        />
      )}
    </article>
  )
}

/** YouTube's own count of views, where it is told, and when the video came out. */
export function VideoFacts({ video }: { video: Video }): JSX.Element {
  const { viewCount, publishedAt } = video
  return (
    <>
      {viewCount !== null && (
        <span>
          {(viewCount === '1' ? words.views.one : words.views.other).replace('{count}', formatCount(Number(viewCount)))}
        </span>
      )}
      <RelativeTime moment={publishedAt} style="long" />
    </>
  )
}
