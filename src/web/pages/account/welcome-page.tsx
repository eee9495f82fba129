import type { JSX } from 'preact'
import { useStore } from '../../api/store.ts'
import { LinkButton } from '../../design/button.tsx'
import { Icon } from '../../design/icon.tsx'
import { Illustration } from '../../design/illustration.tsx'
import { siteName, useTitle } from '../../shell/title.ts'
import { accountWords as words } from '../../strings/account.ts'
import { fill } from '../../strings/format.ts'
import './account.css'

/** The first thing somebody sees who is not signed in. */
export function WelcomePage(): JSX.Element {
  const name = useStore(siteName)
  useTitle('')
  return (
    <div class="welcome">
      <div class="welcome-text">
        <h1 class="welcome-title" tabIndex={-1} dir="auto">
          {fill(words.welcomeTitle, { name })}
        </h1>
        <p class="welcome-lead">{words.welcomeText}</p>
        <ul class="welcome-points">
          {words.welcomePoints.map((point) => (
            <li key={point}>
              <Icon name="check" />
              <span>{point}</span>
            </li>
          ))}
        </ul>
        <div class="welcome-actions">
          <LinkButton look="primary" href="/sign-up">
            {words.makeAccount}
          </LinkButton>
          <LinkButton href="/sign-in">{words.haveAccount}</LinkButton>
        </div>
      </div>
      <div class="welcome-picture">
        <Illustration name="hello" />
      </div>
    </div>
  )
}
