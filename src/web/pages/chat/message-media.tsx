import type { JSX } from 'preact'
import { classNames } from '../../design/class-names.ts'
import { Icon } from '../../design/icon.tsx'
import { Likeness, Media } from '../../design/media.tsx'
import { chatWords } from '../../strings/chat.ts'
import { fill } from '../../strings/format.ts'
import type { Message } from './timeline.ts'

const mostShown = 4

interface MessageMediaProps {
  message: Message
  onOpen: (index: number) => void
}

/** The pictures and videos of a message: one as it is, several as tiles. */
export function MessageMedia({ message, onOpen }: MessageMediaProps): JSX.Element {
  const { media, mediaBlurred } = message
  const shown = media.slice(0, mostShown)
  return (
    <div class={classNames('message-media', media.length > 1 && `message-tiles message-tiles-${shown.length}`)}>
      {shown.map((item, index) => {
        const label = item.kind === 'video' ? chatWords.openVideo : chatWords.openMedia
        const more = index === mostShown - 1 ? media.length - mostShown : 0
        return (
          <div key={item.id} class="message-tile" style={media.length === 1 ? sizeOf(item) : undefined}>
            {mediaBlurred ? (
              <div class="media media-fill">
                <Likeness hash={item.placeholder} />
                <div class="media-veil">
                  <Icon name="eye-off" />
                  <p>{chatWords.mediaHidden}</p>
                </div>
              </div>
            ) : (
              <>
                <Media
                  media={item.kind === 'video' ? { ...item, kind: 'image', url: item.posterUrl } : item}
                  fit="cover"
                  sizes="(min-width: 720px) 22rem, 75vw"
                  onOpen={() => onOpen(index)}
                  openLabel={fill(label, { index: index + 1, count: media.length })}
                />
                {item.kind === 'video' && more <= 0 && (
                  <span class="message-play" aria-hidden="true">
                    <Icon name="play" filled />
                  </span>
                )}
              </>
            )}
            {more > 0 && (
              <span class="message-more" aria-hidden="true">
                {fill(chatWords.moreMedia, { count: more })}
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}

/** A single picture has its shape from the start, within reason. */
function sizeOf({ width, height }: Message['media'][number]): { aspectRatio: string; inlineSize: string } {
  const ratio = Math.min(2, Math.max(0.7, width > 0 && height > 0 ? width / height : 4 / 3))
  const longest = 20
  return { aspectRatio: String(ratio), inlineSize: `${ratio >= 1 ? longest : longest * ratio}rem` }
}
