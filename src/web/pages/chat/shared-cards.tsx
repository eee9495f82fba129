import type { JSX } from 'preact'
import { Icon } from '../../design/icon.tsx'
import { Media } from '../../design/media.tsx'
import { VideoThumbnail } from '../../design/video-thumbnail.tsx'
import { postAddress, videoAddress } from '../../shell/addresses.ts'
import { chatWords } from '../../strings/chat.ts'
import { fill, formatClock } from '../../strings/format.ts'
import { nameOf } from './say-message.ts'
import type { Message } from './timeline.ts'

/** A post that was sent in a message. */
export function SharedPost({ post }: { post: NonNullable<Message['post']> }): JSX.Element {
  const { summary } = post
  if (summary === null) return <Gone text={chatWords.sharedPostGone} />
  return (
    <a class="shared" href={postAddress(post.id)}>
      {summary.media !== null && (
        <span class="shared-picture">
          <Media media={summary.media} fit="cover" sensitive={summary.sensitive} sizes="18rem" />
        </span>
      )}
      <span class="shared-text">
        <strong dir="auto">{fill(chatWords.sharedPost, { name: nameOf(summary.author) })}</strong>
        {summary.caption !== '' && (
          <span class="shared-caption" dir="auto">
            {summary.caption}
          </span>
        )}
      </span>
    </a>
  )
}

/** A video of YouTube that was sent in a message. Its picture comes from YouTube, without telling from where. */
export function SharedVideo({ video }: { video: NonNullable<Message['video']> }): JSX.Element {
  const { summary } = video
  if (summary === null) return <Gone text={chatWords.sharedVideoGone} />
  return (
    <a class="shared" href={videoAddress(video.id)} aria-label={fill(chatWords.sharedVideo, { title: summary.title })}>
      <span class="shared-picture shared-picture-wide">
        <VideoThumbnail youtubeId={video.id} url={summary.thumbnail.url} />
        <span class="shared-length">{formatClock(summary.durationSeconds * 1000)}</span>
      </span>
      <span class="shared-text">
        <strong dir="auto">{summary.title}</strong>
        <span class="shared-caption" dir="auto">
          {summary.channel.title} · {summary.attribution.source}
        </span>
      </span>
    </a>
  )
}

function Gone({ text }: { text: string }): JSX.Element {
  return (
    <span class="shared shared-gone">
      <Icon name="info" size="s" />
      <span>{text}</span>
    </span>
  )
}
