import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Problem } from '../../api/problem.ts'
import { useStore } from '../../api/store.ts'
import type { Upload } from '../../api/upload.ts'
import { Button } from '../../design/button.tsx'
import { Icon } from '../../design/icon.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { live } from '../../live/live-client.ts'
import { outbox } from '../../live/outbox.ts'
import type { UnsentMessage } from '../../live/unsent-store.ts'
import { chatWords } from '../../strings/chat.ts'
import { words } from '../../strings/en.ts'
import { fill } from '../../strings/format.ts'

/** What becomes of a message that is not through: why it failed, and what can be done. */
export function UnsentState({ unsent }: { unsent: UnsentMessage }): JSX.Element | null {
  const state = useStore(live().state)
  if (unsent.step === 'failed') {
    const reason = sayProblem(new Problem({ status: 422, ...unsent.failure! }))
    return (
      <div class="unsent" role="alert">
        <p class="unsent-failed">{fill(chatWords.failed, { reason })}</p>
        <div class="unsent-actions">
          <Button size="s" icon="refresh" onClick={() => void outbox().retry(unsent.clientId)}>
            {words.retry}
          </Button>
          <Button size="s" look="danger-quiet" onClick={() => void outbox().discard(unsent.clientId)}>
            {chatWords.discard}
          </Button>
        </div>
      </div>
    )
  }
  if (state !== 'offline' && unsent.files.length === 0) return null
  return (
    <div class="unsent">
      {state === 'offline' && <p>{chatWords.waitingForNetwork}</p>}
      <div class="unsent-actions">
        <Button size="s" look="quiet" onClick={() => void outbox().discard(unsent.clientId)}>
          {chatWords.cancelSending}
        </Button>
      </div>
    </div>
  )
}

/** The files of a message on its way, and how far they are. */
export function UnsentMedia({ unsent }: { unsent: UnsentMessage }): JSX.Element {
  const uploads = outbox().uploadsOf(unsent.clientId)
  return (
    <div class="message-media message-tiles message-tiles-unsent">
      {unsent.files.map((file, index) => (
        <div class="message-tile" key={index}>
          <FilePreview blob={file.blob} />
        </div>
      ))}
      {uploads.length > 0 && unsent.step === 'sending' && <Progress key={uploads.length} uploads={uploads} />}
    </div>
  )
}

function Progress({ uploads }: { uploads: readonly Upload[] }): JSX.Element {
  const sum = (): number => {
    const total = uploads.reduce((all, upload) => all + upload.get().totalBytes, 0)
    const sent = uploads.reduce((all, upload) => all + upload.get().sentBytes, 0)
    return total === 0 ? 0 : Math.floor((sent / total) * 100)
  }
  const [percent, setPercent] = useState(sum)
  useEffect(() => {
    const stops = uploads.map((upload) => upload.subscribe(() => setPercent(sum())))
    return () => {
      for (const stop of stops) stop()
    }
  }, [uploads])
  return (
    <progress
      class="unsent-progress"
      max={100}
      value={percent}
      aria-label={fill(chatWords.uploadProgress, { percent })}
    />
  )
}

/** A file of this device, as it will look. */
export function FilePreview({ blob }: { blob: Blob }): JSX.Element {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  if (url === undefined) return <span class="file-preview" />
  if (blob.type.startsWith('video/')) {
    return (
      <span class="file-preview">
        {/* A still picture of what will be sent. */}
        <video src={url} muted playsInline preload="metadata" />
        <Icon name="play" filled />
      </span>
    )
  }
  return (
    <span class="file-preview">
      <img src={url} alt="" />
    </span>
  )
}
