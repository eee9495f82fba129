import type { ComponentChildren, JSX } from 'preact'
import { Illustration, type IllustrationName } from '../../design/illustration.tsx'
import { useTitle } from '../../shell/title.ts'
import './account.css'

interface AccountFrameProps {
  title: string
  picture?: IllustrationName
  intro?: ComponentChildren
  children: ComponentChildren
  /** Other ways, below the card. */
  below?: ComponentChildren
}

/** The card in which somebody signs in, joins, or gets back in. */
export function AccountFrame({ title, picture, intro, children, below }: AccountFrameProps): JSX.Element {
  useTitle(title)
  return (
    <div class="account">
      <div class="account-card">
        {picture !== undefined && <Illustration name={picture} />}
        <h1 class="account-title" tabIndex={-1}>
          {title}
        </h1>
        {intro !== undefined && <p class="account-intro">{intro}</p>}
        {children}
      </div>
      {below !== undefined && <div class="account-below">{below}</div>}
    </div>
  )
}
