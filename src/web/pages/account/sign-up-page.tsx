import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useResource } from '../../api/resource.ts'
import { LinkButton } from '../../design/button.tsx'
import { SkeletonText } from '../../design/skeleton.tsx'
import { EmptyState, ErrorState } from '../../design/states.tsx'
import type { PageProps } from '../../shell/routes.ts'
import { accountWords as words } from '../../strings/account.ts'
import { words as common } from '../../strings/en.ts'
import { AccountFrame } from './account-frame.tsx'
import { SignUpForm } from './sign-up-form.tsx'
import { TermsStep } from './terms-step.tsx'

/** Makes an account: first what holds here, then the form. */
export function SignUpPage({ query }: PageProps): JSX.Element {
  const { value: instance, problem, reload } = useResource('/instance', {}, { freshMs: 60_000 })
  const [hasAccepted, setAccepted] = useState(false)
  const next = query.get('next')
  const below = (
    <>
      <span>{words.haveAccountAlready}</span>
      <a href={next === null ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`}>{common.signIn}</a>
    </>
  )

  if (instance === undefined) {
    return (
      <AccountFrame title={words.signUpTitle} below={below}>
        {problem === undefined ? (
          <SkeletonText lines={5} />
        ) : (
          <ErrorState problem={problem} onRetry={() => void reload()} />
        )}
      </AccountFrame>
    )
  }
  if (instance.registration === 'closed') {
    return (
      <AccountFrame title={words.signUpTitle} below={below}>
        <EmptyState
          picture="lost"
          title={words.closedTitle}
          action={<LinkButton href="/welcome">{common.back}</LinkButton>}
        >
          {words.closedText}
        </EmptyState>
      </AccountFrame>
    )
  }
  if (!hasAccepted) return <TermsStep instance={instance} onAccept={() => setAccepted(true)} below={below} />
  return (
    <SignUpForm
      instance={instance}
      invite={query.get('invite') ?? ''}
      onBack={() => setAccepted(false)}
      below={below}
    />
  )
}
