import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Problem } from '../../api/problem.ts'
import { session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Notice } from '../../design/states.tsx'
import { deviceName } from '../../session/device-name.ts'
import { useForm } from '../../session/use-form.ts'
import type { PageProps } from '../../shell/routes.ts'
import { siteName } from '../../shell/title.ts'
import { accountWords as words } from '../../strings/account.ts'
import { words as common } from '../../strings/en.ts'
import { fill } from '../../strings/format.ts'
import { AccountFrame } from './account-frame.tsx'

/** Signs somebody in, with a second step for those who have set one up. */
export function SignInPage({ query }: PageProps): JSX.Element {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const [step, setStep] = useState<'password' | 'code' | 'recovery'>('password')
  const name = useStore(siteName)
  const isSecond = step !== 'password'

  const form = useForm(
    async () => {
      const code = step === 'recovery' ? totp.trim() : totp.replace(/\s/g, '')
      try {
        // Where it leads next is for the router: it knows which page was wanted.
        await session.signIn({
          login: login.trim(),
          password,
          deviceName: deviceName(),
          ...(isSecond ? { totp: code } : {}),
        })
      } catch (error) {
        if ((error as Problem).code !== 'totp_required') throw error
        setStep('code')
        setTotp('')
      }
    },
    () =>
      isSecond
        ? { totp: totp.trim().length < 6 ? common.requiredField : undefined }
        : {
            login: login.trim() === '' ? common.requiredField : undefined,
            password: password === '' ? common.requiredField : undefined,
          },
  )
  const { problem } = form
  const isWrongCode = problem?.code === 'totp_invalid'

  if (isSecond) {
    const isRecovery = step === 'recovery'
    return (
      <AccountFrame
        title={words.codeTitle}
        intro={isRecovery ? words.recoveryText : fill(words.codeText, { name })}
        below={
          <Button look="quiet" onClick={() => setStep('password')}>
            {common.back}
          </Button>
        }
      >
        <form class="account-form" onSubmit={form.submit} noValidate>
          {problem !== undefined && !isWrongCode && <Trouble problem={problem} />}
          <CodeField
            key={step}
            label={isRecovery ? words.recoveryCode : words.code}
            isRecovery={isRecovery}
            value={totp}
            onValue={(value) => {
              setTotp(value)
              form.touch('totp')
            }}
            error={
              form.errorOf('totp') ?? (isWrongCode ? (isRecovery ? words.recoveryWrong : words.codeWrong) : undefined)
            }
          />
          <Button type="submit" look="primary" wide busy={form.busy}>
            {common.signIn}
          </Button>
          <Button
            look="quiet"
            onClick={() => {
              setStep(isRecovery ? 'code' : 'recovery')
              setTotp('')
              form.reset()
            }}
          >
            {isRecovery ? words.useApp : words.useRecovery}
          </Button>
        </form>
      </AccountFrame>
    )
  }

  const next = query.get('next')
  return (
    <AccountFrame
      title={words.signInTitle}
      below={
        <>
          <span>{words.noAccount}</span>
          <a href={next === null ? '/sign-up' : `/sign-up?next=${encodeURIComponent(next)}`}>{common.signUp}</a>
        </>
      }
    >
      <form class="account-form" onSubmit={form.submit} noValidate>
        {problem !== undefined && problem.errors.length === 0 && <Trouble problem={problem} />}
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
        <Field
          label={words.password}
          type="password"
          name="password"
          autocomplete="current-password"
          value={password}
          onValue={(value) => {
            setPassword(value)
            form.touch('password')
          }}
          error={form.errorOf('password')}
        />
        <a class="account-link" href="/forgot-password">
          {words.forgot}
        </a>
        <Button type="submit" look="primary" wide busy={form.busy}>
          {common.signIn}
        </Button>
      </form>
    </AccountFrame>
  )
}

function Trouble({ problem }: { problem: Problem }): JSX.Element {
  const said = {
    invalid_credentials: words.wrongCredentials,
    password_reset_required: words.resetRequired,
  }[problem.code]
  return (
    <Notice tone="danger" alert>
      {said ?? sayProblem(problem)}
    </Notice>
  )
}

interface CodeFieldProps {
  label: string
  isRecovery: boolean
  value: string
  onValue: (value: string) => void
  error: string | undefined
}

/** Takes a code, and the focus as soon as it is there. */
function CodeField({ label, isRecovery, value, onValue, error }: CodeFieldProps): JSX.Element {
  const hadFocus = useRef(false)
  return (
    <Field
      label={label}
      name="totp"
      autocomplete="one-time-code"
      inputMode={isRecovery ? 'text' : 'numeric'}
      autocapitalize="none"
      spellcheck={false}
      value={value}
      onValue={onValue}
      error={error}
      inputRef={(input) => {
        if (input === null || hadFocus.current) return
        hadFocus.current = true
        input.focus()
      }}
    />
  )
}
