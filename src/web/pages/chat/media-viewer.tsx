import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Shape } from '../../api/types.ts'
import { IconButton } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Icon } from '../../design/icon.tsx'
import { chatWords } from '../../strings/chat.ts'
import { fill } from '../../strings/format.ts'

interface MediaViewerProps {
  media: readonly Shape<'Media'>[]
  start: number
  onClose: () => void
}

/** Pictures and videos large, one at a time. Arrow keys and swipes go on. */
export function MediaViewer({ media, start, onClose }: MediaViewerProps): JSX.Element {
  const [index, setIndex] = useState(start)
  const [from, setFrom] = useState<number>()
  const item = media[index]!
  const step = (by: number): void => setIndex((at) => Math.min(media.length - 1, Math.max(0, at + by)))

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isRtl = document.documentElement.dir === 'rtl'
      if (event.target instanceof HTMLVideoElement) return
      if (event.key === 'ArrowRight') step(isRtl ? -1 : 1)
      else if (event.key === 'ArrowLeft') step(isRtl ? 1 : -1)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])

  return (
    <Dialog title={chatWords.viewer} hideTitle shape="screen" size="l" class="viewer" onClose={onClose}>
      <div
        class="viewer-stage"
        onTouchStart={(event) => setFrom(event.touches.length === 1 ? event.touches[0]!.clientX : undefined)}
        onTouchEnd={(event) => {
          const by = from === undefined ? 0 : event.changedTouches[0]!.clientX - from
          if (Math.abs(by) > 60) step(by < 0 ? 1 : -1)
        }}
      >
        {item.kind === 'video' ? (
          // biome-ignore lint/a11y/useMediaCaption: people send videos without captions
          <video
            key={item.id}
            class="viewer-item"
            src={item.url ?? undefined}
            poster={item.posterUrl ?? undefined}
            controls
            autoplay
            playsInline
            aria-label={item.alt ?? undefined}
          />
        ) : (
          <img
            key={item.id}
            class="viewer-item"
            src={item.url ?? undefined}
            alt={item.alt ?? ''}
            width={item.width}
            height={item.height}
          />
        )}
      </div>
      <div class="viewer-bar">
        {media.length > 1 && (
          <IconButton icon="back" label={chatWords.previous} disabled={index === 0} onClick={() => step(-1)} />
        )}
        <p role="status">{media.length > 1 && fill(chatWords.viewerAt, { index: index + 1, count: media.length })}</p>
        {media.length > 1 && (
          <IconButton
            icon="forward"
            label={chatWords.next}
            disabled={index === media.length - 1}
            onClick={() => step(1)}
          />
        )}
        <a
          class="icon-button"
          href={item.url ?? undefined}
          download=""
          aria-label={chatWords.download}
          title={chatWords.download}
        >
          <Icon name="download" size="l" />
        </a>
      </div>
      {item.alt !== null && item.alt !== '' && (
        <p class="viewer-alt" dir="auto">
          {item.alt}
        </p>
      )}
    </Dialog>
  )
}
