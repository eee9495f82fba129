import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { asProblem, Problem } from '../../../api/problem.ts'
import type { Shape } from '../../../api/types.ts'
import { Button } from '../../../design/button.tsx'
import { Dialog } from '../../../design/dialog.tsx'
import { RadioGroup } from '../../../design/field.tsx'
import { sayProblem } from '../../../design/say-problem.ts'
import { Notice } from '../../../design/states.tsx'
import { chatWords } from '../../../strings/chat.ts'
import { words } from '../../../strings/en.ts'
import { fill } from '../../../strings/format.ts'
import { startSharing } from './sharing.ts'

type Duration = '900' | '3600' | '28800'
type Precision = 'exact' | '1km' | 'city'

const durations: readonly Duration[] = ['900', '3600', '28800']
const precisions: readonly Precision[] = ['exact', '1km', 'city']

interface ShareLocationDialogProps {
  conversationId: string
  name: string
  onClose: () => void
  onShared: (message: Shape<'Message'>) => void
}

/** Asks for how long and how exactly to share where one is. Nothing is asked of the device before that. */
export function ShareLocationDialog({
  conversationId,
  name,
  onClose,
  onShared,
}: ShareLocationDialogProps): JSX.Element {
  const [duration, setDuration] = useState<Duration>('900')
  const [precision, setPrecision] = useState<Precision>('exact')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()

  const share = async (): Promise<void> => {
    setBusy(true)
    setFailure(undefined)
    try {
      onShared(
        await startSharing(conversationId, { durationSeconds: Number(duration) as 900 | 3600 | 28800, precision }),
      )
      onClose()
    } catch (error) {
      setBusy(false)
      if (error === 'denied') setFailure(chatWords.locationDenied)
      else if (error === 'unavailable') setFailure(chatWords.locationUnavailable)
      else if (error instanceof Problem) setFailure(sayProblem(error))
      else setFailure(sayProblem(asProblem(error)))
    }
  }

  return (
    <Dialog
      title={chatWords.locationTitle}
      shape="sheet"
      size="s"
      onClose={onClose}
      mayClose={() => !isBusy}
      actions={
        <>
          <Button look="quiet" onClick={onClose} disabled={isBusy}>
            {words.cancel}
          </Button>
          <Button look="primary" icon="pin" busy={isBusy} onClick={() => void share()}>
            {chatWords.locationStart}
          </Button>
        </>
      }
    >
      <p>{fill(chatWords.locationIntro, { name })}</p>
      <RadioGroup
        label={chatWords.locationDuration}
        value={duration}
        onValue={setDuration}
        options={durations.map((value) => ({ value, label: chatWords.locationDurations[value] }))}
      />
      <RadioGroup
        label={chatWords.locationPrecision}
        value={precision}
        onValue={setPrecision}
        options={precisions.map((value) => ({
          value,
          label: chatWords.locationPrecisions[value],
          hint: chatWords.locationPrecisionHints[value],
        }))}
      />
      {failure !== undefined && (
        <Notice tone="danger" alert>
          {failure}
        </Notice>
      )}
    </Dialog>
  )
}
