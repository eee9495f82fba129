import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ConfirmDialog } from '../design/dialog.tsx'
import { RadioGroup } from '../design/field.tsx'
import { showUndo } from '../shell/toasts.ts'
import { fill } from '../strings/format.ts'
import { peopleWords as words } from '../strings/people.ts'
import { postWords } from '../strings/posts.ts'
import { mute, type Relation, unmute } from './relations.ts'

interface MuteDialogProps {
  person: { username: string; displayName: string }
  relation: Relation
  onClose: () => void
}

/** Asks for how long a person is to be muted. */
export function MuteDialog({ person, relation, onClose }: MuteDialogProps): JSX.Element {
  const [seconds, setSeconds] = useState('0')
  const [isBusy, setBusy] = useState(false)
  const name = person.displayName || person.username
  const confirm = async (): Promise<void> => {
    setBusy(true)
    const isDone = await mute(person, relation, Number(seconds))
    if (isDone) {
      showUndo(fill(postWords.muted, { name }), () => void unmute(person, { ...relation, muting: true }))
    }
    onClose()
  }
  return (
    <ConfirmDialog
      title={fill(words.muteTitle, { name })}
      confirmLabel={words.muteMenu}
      busy={isBusy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{words.muteText}</p>
      <RadioGroup
        label={words.muteFor}
        value={seconds}
        onValue={setSeconds}
        options={words.muteTimes.map((time) => ({ value: String(time.seconds), label: time.label }))}
      />
    </ConfirmDialog>
  )
}
