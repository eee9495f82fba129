import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { ownAccount, session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import { Badge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Notice } from '../../design/states.tsx'
import { useForm } from '../../session/use-form.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { showError, showToast } from '../../shell/toasts.ts'
import { words as common } from '../../strings/en.ts'
import { fill, formatDay } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import { checkEmail } from '../account/check-account.ts'
import './settings.css'

/** User name and e-mail address of the account. */
export function AccountSettingsPage(): JSX.Element {
  useStore(session)
  const account = ownAccount()
  return (
    <>
      <PageHeader title={words.account} back="/settings" />
      <div class="page-body">
        <section class="settings-section" aria-labelledby="username-title">
          <h2 class="settings-section-title" id="username-title">
            {words.username}
          </h2>
          <p>
            <bdi>@{account.username}</bdi>
          </p>
          <p class="entry-note">
            {words.usernameFixed} {fill(words.memberSince, { day: formatDay(account.createdAt) })}.
          </p>
        </section>
        <PresentEmail account={account} />
        <EmailForm />
      </div>
    </>
  )
}

function PresentEmail({ account }: { account: ReturnType<typeof ownAccount> }): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const { email, emailVerified, pendingEmail } = account
  const isWaiting = pendingEmail !== null || !emailVerified
  const resend = async (): Promise<void> => {
    setBusy(true)
    try {
      await api.post('/auth/email/resend')
      showToast(words.resent)
    } catch (error) {
      showError(sayProblem(asProblem(error)))
    }
    setBusy(false)
  }
  return (
    <section class="settings-section" aria-labelledby="email-title">
      <h2 class="settings-section-title" id="email-title">
        {words.email}
      </h2>
      <p class="entry-head">
        <bdi>{email ?? words.emailNone}</bdi>
        {email !== null && (
          <Badge tone={emailVerified ? 'accent' : 'warning'}>
            {emailVerified ? words.emailConfirmed : words.emailUnconfirmed}
          </Badge>
        )}
      </p>
      {pendingEmail !== null && pendingEmail !== email && (
        <p class="entry-note">{fill(words.emailPending, { email: pendingEmail, present: email ?? words.emailNone })}</p>
      )}
      {isWaiting && (
        <div class="settings-actions">
          <Button size="s" busy={isBusy} onClick={() => void resend()}>
            {words.resend}
          </Button>
        </div>
      )}
    </section>
  )
}

function EmailForm(): JSX.Element {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [asked, setAsked] = useState<string>()
  const form = useForm(
    async () => {
      await api.put('/auth/email', { body: { email: email.trim(), password } })
      setAsked(email.trim())
      setEmail('')
      setPassword('')
      await session.load()
    },
    () => ({ email: checkEmail(email), password: password === '' ? common.requiredField : undefined }),
  )
  const { problem } = form
  const isWrong = problem?.code === 'password_wrong'
  return (
    <form class="settings-form settings-section" onSubmit={form.submit} noValidate aria-label={words.changeEmail}>
      <h2 class="settings-section-title">{words.changeEmail}</h2>
      {asked !== undefined && (
        <Notice tone="accent" alert>
          {fill(words.emailAsked, { email: asked })}
        </Notice>
      )}
      {problem !== undefined && !isWrong && problem.errors.length === 0 && (
        <Notice tone="danger" alert>
          {sayProblem(problem)}
        </Notice>
      )}
      <Field
        label={words.newEmail}
        type="email"
        name="email"
        autocomplete="email"
        value={email}
        onValue={(value) => {
          setEmail(value)
          form.touch('email')
        }}
        error={form.errorOf('email')}
      />
      <Field
        label={words.yourPassword}
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
      <div class="settings-actions">
        <Button type="submit" look="primary" busy={form.busy}>
          {words.changeEmail}
        </Button>
      </div>
    </form>
  )
}
