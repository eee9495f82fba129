import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { asProblem } from '../api/problem.ts'
import { ConfirmDialog } from '../design/dialog.tsx'
import { sayProblem } from '../design/say-problem.ts'
import { showError, showUndo } from '../shell/toasts.ts'
import { words } from '../strings/en.ts'
import { fill } from '../strings/format.ts'
import { blockAndForget, unblock } from './block-acts.ts'

interface BlockDialogProps {
  person: { username: string; displayName: string }
  onClose: () => void
  /** Called once they are blocked. */
  onBlocked?: () => void
}

/** Asks whether to block a person, says what it means, and offers to take it back afterwards. */
export function BlockDialog({ person, onClose, onBlocked }: BlockDialogProps): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const name = person.displayName || person.username
  const block = async (): Promise<void> => {
    setBusy(true)
    try {
      await blockAndForget(person.username)
      showUndo(fill(words.blocked, { name }), () => void unblock(person))
      onBlocked?.()
      onClose()
    } catch (error) {
      setBusy(false)
      showError(sayProblem(asProblem(error)))
    }
  }
  return (
    <ConfirmDialog
      title={fill(words.blockTitle, { name })}
      confirmLabel={words.block}
      dangerous
      busy={isBusy}
      onConfirm={() => void block()}
      onClose={onClose}
    >
      <p>{words.blockText}</p>
    </ConfirmDialog>
  )
}
