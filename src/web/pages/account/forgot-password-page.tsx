import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { Button, LinkButton } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Notice } from '../../design/states.tsx'
import { useForm } from '../../session/use-form.ts'
import { accountWords as words } from '../../strings/account.ts'
import { words as common } from '../../strings/en.ts'
import { AccountFrame } from './account-frame.tsx'

/** Asks for a mail with a link to choose a new password. It never says whether there is such an account. */
export function ForgotPasswordPage(): JSX.Element {
  const [login, setLogin] = useState('')
  const [isSent, setSent] = useState(false)
  const form = useForm(
    async () => {
      await api.post('/auth/password/forgot', { body: { login: login.trim() } })
      setSent(true)
    },
    () => ({ login: login.trim() === '' ? common.requiredField : undefined }),
  )
  if (isSent) {
    return (
      <AccountFrame title={words.forgotSentTitle} picture="mail" intro={words.forgotSentText}>
        <LinkButton look="primary" href="/sign-in">
          {words.backToSignIn}
        </LinkButton>
      </AccountFrame>
    )
  }
  const { problem } = form
  return (
    <AccountFrame
      title={words.forgotTitle}
      intro={words.forgotText}
      below={<a href="/sign-in">{words.backToSignIn}</a>}
    >
      <form class="account-form" onSubmit={form.submit} noValidate>
        {problem !== undefined && problem.errors.length === 0 && (
          <Notice tone="danger" alert>
            {sayProblem(problem)}
          </Notice>
        )}
        <Field
          label={words.login}
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          value={login}
          onValue={(value) => {
            setLogin(value)
            form.touch('login')
          }}
          error={form.errorOf('login')}
        />
        <Button type="submit" look="primary" wide busy={form.busy}>
          {words.forgotSend}
        </Button>
      </form>
    </AccountFrame>
  )
}
