import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Field } from '../../design/field.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Notice } from '../../design/states.tsx'
import { useForm } from '../../session/use-form.ts'
import { words as common } from '../../strings/en.ts'
import { settingsWords as words } from '../../strings/settings.ts'

interface PasswordProofDialogProps {
  title: string
  children?: ComponentChildren
  confirmLabel: string
  dangerous?: boolean
  /** Does it with the password; what it throws is shown here. */
  work: (password: string) => Promise<void>
  onClose: () => void
}

/** Asks for the password before something that only its owner may do. */
export function PasswordProofDialog(props: PasswordProofDialogProps): JSX.Element {
  const { title, children, confirmLabel, dangerous, work, onClose } = props
  const [password, setPassword] = useState('')
  const form = useForm(
    () => work(password),
    () => ({ password: password === '' ? common.requiredField : undefined }),
  )
  const { problem } = form
  const isWrong = problem?.code === 'password_wrong'
  return (
    <Dialog
      title={title}
      size="s"
      onClose={onClose}
      mayClose={() => !form.busy}
      actions={
        <>
          <Button look="quiet" onClick={onClose} disabled={form.busy}>
            {common.cancel}
          </Button>
          <Button look={dangerous ? 'danger' : 'primary'} busy={form.busy} type="submit" form="password-proof">
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      <form id="password-proof" class="settings-form" onSubmit={form.submit} noValidate>
        {problem !== undefined && !isWrong && problem.errors.length === 0 && (
          <Notice tone="danger" alert>
            {sayProblem(problem)}
          </Notice>
        )}
        <Field
          label={words.yourPassword}
          hint={words.yourPasswordHint}
          type="password"
          name="password"
          autocomplete="current-password"
          value={password}
          onValue={(value) => {
            setPassword(value)
            form.touch('password')
          }}
          error={form.errorOf('password') ?? (isWrong ? words.passwordWrong : undefined)}
        />
      </form>
    </Dialog>
  )
}
