import type { JSX } from 'preact'
import { fill } from '../../strings/format.ts'
import { videoWords as words } from '../../strings/videos.ts'
import type { Video } from './known-videos.ts'
import './video-source.css'
import { YoutubeMark } from './youtube-mark.tsx'

/** The channel of a video, which leads to YouTube. */
export function ChannelLink({ video }: { video: Video }): JSX.Element {
  const { channel, attribution } = video
  return (
    <a
      class="video-channel"
      href={attribution.channelUrl}
      target="_blank"
      rel="noopener"
      dir="auto"
      title={fill(words.channel, { name: channel.title })}
    >
      {channel.title}
    </a>
  )
}

/** Where a video comes from, and the way there. */
export function SourceLink({ video }: { video: Video }): JSX.Element {
  return (
    <a
      class="video-source"
      href={video.attribution.url}
      target="_blank"
      rel="noopener"
      aria-label={words.watchOnYoutube}
    >
      <YoutubeMark />
    </a>
  )
}
