import type { ComponentChildren, JSX } from 'preact'
import { useStore } from '../api/store.ts'
import { IconButton } from '../design/button.tsx'
import { classNames } from '../design/class-names.ts'
import { words } from '../strings/en.ts'
import { goBack, navigate } from './history.ts'
import { unread, useTitle } from './title.ts'

interface PageHeaderProps {
  title: string
  /** What the window is called, when the heading says less. */
  windowTitle?: string
  /** Shown in the heading's place; `title` remains what it is called. */
  children?: ComponentChildren
  /** A button back to where one came from, or to this address for those who came from elsewhere. */
  back?: string
  /** Buttons at the end. */
  actions?: ComponentChildren
  /** One of the main places: on phones the bell stands beside its actions. */
  isMain?: boolean
}

/** The head of every page: what it is, the way back, and what can be done. It takes the focus when the page is gone to. */
export function PageHeader(props: PageHeaderProps): JSX.Element {
  const { title, windowTitle = title, children, back, actions, isMain } = props
  const count = useStore(unread, ({ notifications }) => notifications)
  useTitle(windowTitle)
  return (
    <header class="page-header">
      {back !== undefined && <IconButton icon="back" label={words.back} onClick={() => goBack(back)} />}
      <h1 class={classNames('page-title', children !== undefined && 'page-title-custom')} tabIndex={-1} dir="auto">
        {children ?? title}
      </h1>
      <div class="page-actions">
        {actions}
        {isMain && (
          <span class="page-bell">
            <IconButton
              icon="bell"
              label={count > 0 ? `${words.notifications} (${count})` : words.notifications}
              count={count}
              onClick={() => navigate('/notifications')}
            />
          </span>
        )}
      </div>
    </header>
  )
}
