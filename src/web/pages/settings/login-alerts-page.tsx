import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { type CursorList, useCursorList } from '../../api/list.ts'
import { asProblem } from '../../api/problem.ts'
import type { Shape } from '../../api/types.ts'
import { Badge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/dialog.tsx'
import { InfiniteList } from '../../design/infinite-list.tsx'
import { RelativeTime } from '../../design/relative-time.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { EmptyState } from '../../design/states.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { showError, showToast } from '../../shell/toasts.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import './settings.css'

type Alert = Shape<'LoginAlert'>

const keyOf = (alert: Alert): string => alert.id

/** Sign-ins from new devices and networks, and whether they were one's own. */
export function LoginAlertsPage(): JSX.Element {
  const state = useCursorList('/login-alerts', {}, keyOf)
  const [denying, setDenying] = useState<Alert>()
  const [isBusy, setBusy] = useState(false)
  const answer = async (alert: Alert, answerIs: 'confirm' | 'deny'): Promise<void> => {
    setBusy(true)
    const next = await answerAlert(alert, answerIs, state.list)
    setBusy(false)
    setDenying(undefined)
    if (next) showToast(answerIs === 'confirm' ? words.alertThanks : words.alertDeniedDone)
  }
  return (
    <>
      <PageHeader title={words.alerts} back="/settings" />
      <p class="entry-intro">{words.alertsIntro}</p>
      <div class="entry-list">
        <InfiniteList
          state={state}
          keyOf={keyOf}
          label={words.alerts}
          skeleton={<SkeletonRows count={3} />}
          empty={
            <EmptyState picture="shield" title={words.alertsEmpty}>
              {words.alertsEmptyText}
            </EmptyState>
          }
        >
          {(alert) => (
            <AlertCard
              alert={alert}
              isBusy={isBusy}
              onConfirm={() => void answer(alert, 'confirm')}
              onDeny={() => setDenying(alert)}
            />
          )}
        </InfiniteList>
      </div>
      {denying !== undefined && (
        <ConfirmDialog
          title={words.alertDenyTitle}
          confirmLabel={words.alertDenyDo}
          dangerous
          busy={isBusy}
          onConfirm={() => void answer(denying, 'deny')}
          onClose={() => setDenying(undefined)}
        >
          <p>{words.alertDenyText}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

async function answerAlert(alert: Alert, answer: 'confirm' | 'deny', list: CursorList<Alert>): Promise<boolean> {
  try {
    const path = { id: alert.id }
    const next =
      answer === 'confirm'
        ? await api.post('/login-alerts/{id}/confirm', { path })
        : await api.post('/login-alerts/{id}/deny', { path })
    list.change(alert.id, () => next)
    return true
  } catch (error) {
    showError(sayProblem(asProblem(error)))
    // It may have been answered by mail meanwhile.
    void list.reload()
    return false
  }
}

interface AlertCardProps {
  alert: Alert
  isBusy: boolean
  onConfirm: () => void
  onDeny: () => void
}

function AlertCard({ alert, isBusy, onConfirm, onDeny }: AlertCardProps): JSX.Element {
  return (
    <article class="entry-card">
      <div class="entry-head">
        <h2 class="entry-title" dir="auto">
          {alert.deviceName || words.unnamedDevice}
        </h2>
        {alert.newDevice && <Badge>{words.alertNewDevice}</Badge>}
        {alert.newNetwork && <Badge>{words.alertNewNetwork}</Badge>}
      </div>
      <p class="entry-note">
        <bdi>{alert.ip}</bdi>
        {' · '}
        <RelativeTime moment={alert.createdAt} style="long" />
      </p>
      {alert.state === 'pending' ? (
        <>
          <p>{words.alertQuestion}</p>
          <div class="settings-actions">
            <Button size="s" look="primary" disabled={isBusy} onClick={onConfirm}>
              {words.alertConfirm}
            </Button>
            <Button size="s" look="danger-quiet" disabled={isBusy} onClick={onDeny}>
              {words.alertDeny}
            </Button>
          </div>
        </>
      ) : (
        <p class="entry-note">{alert.state === 'confirmed' ? words.alertConfirmed : words.alertDenied}</p>
      )}
    </article>
  )
}
