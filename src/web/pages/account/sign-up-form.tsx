import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { session } from '../../api/session.ts'
import type { Shape } from '../../api/types.ts'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Notice } from '../../design/states.tsx'
import { deviceName } from '../../session/device-name.ts'
import { useForm } from '../../session/use-form.ts'
import { showToast } from '../../shell/toasts.ts'
import { accountWords as words } from '../../strings/account.ts'
import { words as common } from '../../strings/en.ts'
import { fill } from '../../strings/format.ts'
import { AccountFrame } from './account-frame.tsx'
import { checkEmail, checkPassword, checkUsername } from './check-account.ts'

interface SignUpFormProps {
  instance: Shape<'Instance'>
  invite: string
  onBack: () => void
  below: ComponentChildren
}

/** Takes what an account needs, and makes it. */
export function SignUpForm({ instance, invite, onBack, below }: SignUpFormProps): JSX.Element {
  const [values, setValues] = useState({
    username: '',
    displayName: '',
    email: '',
    password: '',
    birthDate: '',
    inviteCode: invite,
  })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const { limits, minimumAge } = instance
  const needsInvite = instance.registration === 'invite'

  const found = {
    username: checkUsername(values.username, limits.username),
    email: checkEmail(values.email),
    password: checkPassword(values.password, limits.password.min),
    birthDate: minimumAge > 0 ? checkAge(values.birthDate, minimumAge) : undefined,
    inviteCode: needsInvite && values.inviteCode.trim() === '' ? common.requiredField : undefined,
  }

  const form = useForm(
    async () => {
      const { inviteCode, birthDate, displayName, ...rest } = values
      const { user } = await session.signUp({
        ...rest,
        username: rest.username.trim(),
        email: rest.email.trim(),
        ...(displayName.trim() === '' ? {} : { displayName: displayName.trim() }),
        ...(birthDate === '' ? {} : { birthDate }),
        ...(inviteCode.trim() === '' ? {} : { inviteCode: inviteCode.trim() }),
        deviceName: deviceName(),
        acceptTerms: true,
      })
      showToast(fill(words.signUpDone, { name: user.displayName || user.username }))
    },
    () => found,
  )
  const { problem } = form
  const inviteError = problem?.code === 'invite_invalid' ? problem.detail : undefined

  /** What is wrong is said when the field is left, or when the form was sent; not while somebody still types. */
  const field = (name: keyof typeof values) => ({
    name,
    value: values[name],
    onValue: (value: string) => {
      setValues((present) => ({ ...present, [name]: value }))
      setLeft((names) => new Set([...names].filter((other) => other !== name)))
      form.touch(name)
    },
    // A little later: what moves under a finger that presses a button takes the press away.
    onBlur: () => {
      if (values[name] !== '') setTimeout(() => setLeft((names) => new Set([...names, name])), 250)
    },
    error: form.errorOf(name) ?? (left.has(name) ? found[name as keyof typeof found] : undefined),
  })

  return (
    <AccountFrame title={words.accountStep} below={below}>
      <form class="account-form" onSubmit={form.submit} noValidate>
        {problem !== undefined && problem.errors.length === 0 && inviteError === undefined && (
          <Notice tone="danger" alert>
            {sayProblem(problem)}
          </Notice>
        )}
        {(needsInvite || invite !== '') && (
          <Field
            {...field('inviteCode')}
            label={words.inviteCode}
            hint={words.inviteHint}
            error={form.errorOf('inviteCode') ?? inviteError}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
          />
        )}
        <Field
          {...field('username')}
          label={words.username}
          hint={fill(words.usernameHint, { min: limits.username.min })}
          prefix="@"
          dir="ltr"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
        />
        <Field
          {...field('displayName')}
          label={words.displayName}
          hint={words.displayNameHint}
          optional
          autocomplete="name"
          maxLength={limits.displayName.max}
        />
        <Field {...field('email')} label={words.email} hint={words.emailHint} type="email" autocomplete="email" />
        <Field
          {...field('password')}
          label={words.newPassword}
          hint={fill(words.passwordHint, { min: limits.password.min })}
          type="password"
          autocomplete="new-password"
        />
        {minimumAge > 0 && (
          <Field
            {...field('birthDate')}
            label={words.birthDate}
            hint={fill(words.birthDateHint, { age: minimumAge })}
            type="date"
            autocomplete="bday"
            max={new Date().toISOString().slice(0, 10)}
            min="1900-01-01"
          />
        )}
        <Button type="submit" look="primary" wide busy={form.busy}>
          {words.makeAccount}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {common.back}
        </Button>
      </form>
    </AccountFrame>
  )
}

function checkAge(birthDate: string, minimumAge: number): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return words.birthDateShape
  const latest = new Date()
  latest.setUTCFullYear(latest.getUTCFullYear() - minimumAge)
  return birthDate > latest.toISOString().slice(0, 10) ? fill(words.birthDateYoung, { age: minimumAge }) : undefined
}
