import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { asProblem } from '../../api/problem.ts'
import { session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import { ConfirmDialog } from '../../design/dialog.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { outbox } from '../../live/outbox.ts'
import { showError } from '../../shell/toasts.ts'
import { settingsWords as words } from '../../strings/settings.ts'

/** Asks whether to sign out of this device, and says so when messages would be lost by it. */
export function SignOutDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const unsent = useStore(outbox().messages)
  const leave = async (): Promise<void> => {
    setBusy(true)
    try {
      await session.signOut()
    } catch (error) {
      setBusy(false)
      showError(sayProblem(asProblem(error)))
    }
  }
  return (
    <ConfirmDialog
      title={words.signOutTitle}
      confirmLabel={words.signOut}
      busy={isBusy}
      onConfirm={() => void leave()}
      onClose={onClose}
    >
      {unsent.length > 0 && <p>{words.signOutUnsent}</p>}
    </ConfirmDialog>
  )
}
