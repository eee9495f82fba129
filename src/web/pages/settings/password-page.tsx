import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { useResource } from '../../api/resource.ts'
import { ownAccount, session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Notice } from '../../design/states.tsx'
import { useForm } from '../../session/use-form.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { showToast } from '../../shell/toasts.ts'
import { accountWords } from '../../strings/account.ts'
import { words as common } from '../../strings/en.ts'
import { fill } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import { checkPassword } from '../account/check-account.ts'
import './settings.css'

const operatorMinimum = 15

/** Changes the password; every other device is signed out by it. */
export function PasswordPage(): JSX.Element {
  useStore(session)
  const { username, role } = ownAccount()
  const { value: instance } = useResource('/instance', {}, { freshMs: 300_000 })
  const least = instance?.limits.password.min ?? 10
  const min = role === 'user' ? least : Math.max(least, operatorMinimum)
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm(
    async () => {
      await api.put('/auth/password', { body: { currentPassword: current, password } })
      setCurrent('')
      setPassword('')
      showToast(words.passwordSaved)
    },
    () => ({
      currentPassword: current === '' ? common.requiredField : undefined,
      password: checkPassword(password, min),
    }),
  )
  const { problem } = form
  const isWrong = problem?.code === 'password_wrong'
  return (
    <>
      <PageHeader title={words.passwordTitle} back="/settings" />
      <div class="page-body">
        <form class="settings-form settings-section" onSubmit={form.submit} noValidate>
          <p class="settings-lead">{words.passwordText}</p>
          {problem !== undefined && !isWrong && problem.errors.length === 0 && (
            <Notice tone="danger" alert>
              {sayProblem(problem)}
            </Notice>
          )}
          {/* Password managers learn by it whose password it is. */}
          <input type="text" name="username" autocomplete="username" value={username} hidden readOnly />
          <Field
            label={words.currentPassword}
            type="password"
            name="current"
            autocomplete="current-password"
            value={current}
            onValue={(value) => {
              setCurrent(value)
              form.touch('currentPassword')
            }}
            error={form.errorOf('currentPassword') ?? (isWrong ? words.passwordWrong : undefined)}
          />
          <Field
            label={words.newPassword}
            hint={fill(accountWords.passwordHint, { min })}
            type="password"
            name="new"
            autocomplete="new-password"
            value={password}
            onValue={(value) => {
              setPassword(value)
              form.touch('password')
            }}
            error={form.errorOf('password')}
          />
          <div class="settings-actions">
            <Button type="submit" look="primary" busy={form.busy}>
              {words.savePassword}
            </Button>
          </div>
        </form>
      </div>
    </>
  )
}
