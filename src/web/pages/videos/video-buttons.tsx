import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Icon, type IconName } from '../../design/icon.tsx'
import { ShareDialog } from '../../posts/share-dialog.tsx'
import { ReportDialog } from '../../safety/report-dialog.tsx'
import { videoAddress } from '../../shell/addresses.ts'
import { showUndo } from '../../shell/toasts.ts'
import { videoWords as words } from '../../strings/videos.ts'
import { hideVideo } from './hidden-videos.ts'
import type { Video } from './known-videos.ts'
import { saveVideo } from './video-acts.ts'
import './video-buttons.css'

interface VideoButtonsProps {
  video: Video
  /** A column beside a Short, or a row below a player. */
  shape: 'column' | 'row'
  /** Told when a dialog opens or closes: nothing may be drawn over a player. */
  onCover: (isCovered: boolean) => void
}

/** What can be done with a video: save it, send it to somebody, report it, put it aside. */
export function VideoButtons({ video, shape, onCover }: VideoButtonsProps): JSX.Element {
  const [open, setOpen] = useState<'share' | 'report'>()
  const show = (which: 'share' | 'report' | undefined): void => {
    setOpen(which)
    onCover(which !== undefined)
  }
  const { youtubeId, isSaved } = video
  return (
    <div class={`video-buttons video-buttons-${shape}`}>
      <Labelled
        icon="bookmark"
        isOn={isSaved}
        text={isSaved ? words.unsave : words.save}
        label={isSaved ? words.unsaveVideo : words.saveVideo}
        run={() => void saveVideo(video, !isSaved)}
      />
      <Labelled icon="send" text={words.share} label={words.shareVideo} run={() => show('share')} />
      <Labelled icon="eye-off" text={words.hide} label={words.hide} run={() => putAside(youtubeId)} />
      <Labelled icon="flag" text={words.report} label={words.reportVideo} run={() => show('report')} />
      {open === 'share' && (
        <ShareDialog subject={{ video: youtubeId }} address={videoAddress(youtubeId)} onClose={() => show(undefined)} />
      )}
      {open === 'report' && (
        <ReportDialog
          subject={{ type: 'video', id: youtubeId }}
          onClose={() => show(undefined)}
          onReported={() => hideVideo(youtubeId, true)}
        />
      )}
    </div>
  )
}

/** Puts a video aside, and offers to bring it back. */
export function putAside(youtubeId: string): void {
  hideVideo(youtubeId, true)
  showUndo(words.hidden, () => hideVideo(youtubeId, false))
}

interface LabelledProps {
  icon: IconName
  text: string
  label: string
  isOn?: boolean
  run: () => void
}

function Labelled({ icon, text, label, isOn = false, run }: LabelledProps): JSX.Element {
  return (
    <button type="button" class="video-button" aria-label={label} title={label} onClick={run}>
      <Icon name={icon} size="l" filled={isOn} />
      <span class="video-button-text" aria-hidden="true">
        {text}
      </span>
    </button>
  )
}
