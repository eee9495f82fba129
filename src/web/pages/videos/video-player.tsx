import type { JSX } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { createStore, useStore } from '../../api/store.ts'
import { Button } from '../../design/button.tsx'
import { classNames } from '../../design/class-names.ts'
import { Icon } from '../../design/icon.tsx'
import { fill, formatClock } from '../../strings/format.ts'
import { videoWords as words } from '../../strings/videos.ts'
import type { Video } from './known-videos.ts'
import { linkToPlayer, playerAddress } from './player-link.ts'
import './player.css'
import { Poster } from './poster.tsx'
import { noteSeen } from './seen.ts'

/** Which player there is: only one may be. */
const present = createStore<string | null>(null)

/** Errors that say something of the video and not of this page: the server looks after it. */
const ofTheVideo: ReadonlySet<number> = new Set([100, 101, 150])
const silentAfterMs = 12_000

interface VideoPlayerProps {
  video: Video
  isFirst?: boolean
  /** Something is about to be drawn over it, or it is out of view: the player goes, and its picture comes back. */
  isAway?: boolean
}

/**
 * A video: its picture until somebody starts it, then YouTube's own player with nothing over it. What stands beside it is
 * the page's. When the player cannot play, it is taken away, and why is said with the way to YouTube.
 */
export function VideoPlayer({ video, isFirst = false, isAway = false }: VideoPlayerProps): JSX.Element {
  const id = useId()
  const isPlaying = useStore(present, (which) => which === id)
  const [failure, setFailure] = useState<number | 'offline'>()
  const [isSilent, setSilent] = useState(false)
  const place = useRef<HTMLElement>(null)
  const time = useRef(0)

  const leave = (): void => {
    if (present.get() === id) present.set(null)
  }
  useEffect(() => leave, [])
  useEffect(() => {
    if (isAway) leave()
  }, [isAway])

  const start = (): void => {
    setSilent(false)
    setFailure(navigator.onLine ? undefined : 'offline')
    if (!navigator.onLine) return
    noteSeen(video)
    present.set(id)
    // The picture that was pressed is gone; whoever goes on by the keyboard finds the player next.
    place.current?.focus({ preventScroll: true })
  }

  const fail = (code: number): void => {
    leave()
    setFailure(code)
    // Whether it arrives is of no matter here: the next person's player tells the same.
    if (ofTheVideo.has(code)) {
      api.post('/videos/{youtubeId}/unplayable', { path: { youtubeId: video.youtubeId } }).catch(() => {})
    }
  }

  return (
    <div class="player-frame">
      <section
        ref={place}
        class={classNames('player', `player-${video.kind === 'short' ? 'upright' : 'wide'}`)}
        tabIndex={-1}
        aria-label={fill(words.playerOf, { title: video.title })}
      >
        {isPlaying ? (
          <PlayerInFrame
            video={video}
            startAt={time.current}
            onTime={(seconds) => {
              time.current = seconds
            }}
            onError={fail}
            onSilent={setSilent}
          />
        ) : failure === undefined ? (
          <button type="button" class="player-start" onClick={start}>
            <Poster video={video} isFirst={isFirst} />
            <span class="player-sign">
              <Icon name="play" size="xl" filled />
            </span>
            <span class="visually-hidden">
              {time.current >= 1
                ? fill(words.playOn, { title: video.title, time: formatClock(time.current * 1000) })
                : fill(words.play, { title: video.title })}
            </span>
          </button>
        ) : (
          <Unplayable video={video} failure={failure} onRetry={start} />
        )}
      </section>
      {isPlaying && isSilent && (
        <p class="player-silent" role="status">
          {words.playerSilent}
        </p>
      )}
    </div>
  )
}

interface PlayerInFrameProps {
  video: Video
  startAt: number
  onTime: (seconds: number) => void
  onError: (code: number) => void
  onSilent: (isSilent: boolean) => void
}

function PlayerInFrame({ video, startAt, onTime, onError, onSilent }: PlayerInFrameProps): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null)
  const [address] = useState(() => playerAddress(video.youtubeId, startAt))
  const reports = useRef({ onTime, onError, onSilent })
  reports.current = { onTime, onError, onSilent }

  useEffect(() => {
    const silence = setTimeout(() => reports.current.onSilent(true), silentAfterMs)
    const link = linkToPlayer(frame.current!, {
      onAnswer: () => {
        clearTimeout(silence)
        reports.current.onSilent(false)
      },
      onError: (code) => reports.current.onError(code),
      onTime: (seconds) => reports.current.onTime(seconds),
    })
    // Nothing plays where nobody sees it.
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') link.pause()
    }
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearTimeout(silence)
      link.end()
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [])

  return (
    <iframe
      ref={frame}
      class="player-embed"
      src={address}
      title={video.title}
      allow="autoplay; encrypted-media; fullscreen; picture-in-picture"
      referrerpolicy="strict-origin-when-cross-origin"
    />
  )
}

interface UnplayableProps {
  video: Video
  failure: number | 'offline'
  onRetry: () => void
}

function Unplayable({ video, failure, onRetry }: UnplayableProps): JSX.Element {
  return (
    <div class="player-failed" role="alert">
      <Icon name={failure === 'offline' ? 'signal-off' : 'warning'} size="xl" />
      <p>{sayFailure(failure)}</p>
      <a class="button button-secondary button-small" href={video.attribution.url} target="_blank" rel="noopener">
        <span class="button-text">{words.watchOnYoutube}</span>
      </a>
      <Button size="s" look="quiet" onClick={onRetry}>
        {words.retry}
      </Button>
    </div>
  )
}

function sayFailure(failure: number | 'offline'): string {
  if (failure === 'offline') return words.failedOffline
  if (failure === 100) return words.failedGone
  if (failure === 101 || failure === 150) return words.failedElsewhere
  if (failure === 152 || failure === 153) return fill(words.failedIdentity, { code: failure })
  return fill(words.failed, { code: failure })
}
