import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Problem } from '../api/problem.ts'
import { words } from '../strings/en.ts'
import { fill } from '../strings/format.ts'
import { Button } from './button.tsx'
import { Illustration, type IllustrationName } from './illustration.tsx'
import { sayProblem } from './say-problem.ts'
import './states.css'

interface EmptyStateProps {
  picture?: IllustrationName
  title: string
  children?: ComponentChildren
  /** What can be done about it. */
  action?: ComponentChildren
}

/** Where there is nothing: says why, and what to do. */
export function EmptyState({ picture = 'empty', title, children, action }: EmptyStateProps): JSX.Element {
  return (
    <div class="state">
      <Illustration name={picture} />
      <h2 class="state-title">{title}</h2>
      {children !== undefined && <p class="state-text">{children}</p>}
      {action !== undefined && <div class="state-action">{action}</div>}
    </div>
  )
}

interface ErrorStateProps {
  problem: Problem
  /** Tries again; without, there is nothing to try. */
  onRetry?: (() => void) | undefined
  title?: string
}

/** Where something did not load: says what happened and offers to try again, by itself when the connection is back. */
export function ErrorState({ problem, onRetry, title = words.errorTitle }: ErrorStateProps): JSX.Element {
  const isOffline = problem.code === 'network_failed'
  const [isBusy, setBusy] = useState(false)
  useEffect(() => setBusy(false), [problem])
  useEffect(() => {
    if (!isOffline || onRetry === undefined) return
    addEventListener('online', onRetry)
    return () => removeEventListener('online', onRetry)
  }, [isOffline, onRetry])
  if (problem.status === 404) {
    return (
      <EmptyState picture="lost" title={words.notFoundTitle}>
        {words.notFoundText}
      </EmptyState>
    )
  }
  return (
    <div class="state" role="alert">
      <Illustration name={isOffline ? 'offline' : 'trouble'} />
      <h2 class="state-title">{title}</h2>
      <p class="state-text">{sayProblem(problem)}</p>
      {problem.status >= 500 && problem.requestId !== undefined && (
        <p class="state-reference">{fill(words.errorReference, { id: problem.requestId })}</p>
      )}
      {onRetry !== undefined && (
        <div class="state-action">
          <Button
            icon="refresh"
            busy={isBusy}
            onClick={() => {
              setBusy(true)
              onRetry()
            }}
          >
            {words.retry}
          </Button>
        </div>
      )}
    </div>
  )
}

/** A remark in the flow of a page. */
export function Notice(props: {
  tone?: 'plain' | 'accent' | 'warning' | 'danger'
  children: ComponentChildren
  action?: ComponentChildren
  /** Read aloud as soon as it is there. */
  alert?: boolean
}): JSX.Element {
  const { tone = 'plain', children, action, alert } = props
  return (
    <div class={`notice notice-${tone}`} role={alert ? 'alert' : undefined}>
      <div class="notice-text">{children}</div>
      {action !== undefined && <div class="notice-action">{action}</div>}
    </div>
  )
}
