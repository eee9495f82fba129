import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { useResource } from '../../api/resource.ts'
import type { Shape } from '../../api/types.ts'
import { Badge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/dialog.tsx'
import { RelativeTime } from '../../design/relative-time.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { SkeletonRows } from '../../design/skeleton.tsx'
import { ErrorState } from '../../design/states.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { showError, showToast } from '../../shell/toasts.ts'
import { fill } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import './settings.css'

type Device = Shape<'Session'>

/** The devices on which one is signed in; each can be signed out from here. */
export function DevicesPage(): JSX.Element {
  const { value, problem, reload, mutate } = useResource('/auth/sessions')
  const [ending, setEnding] = useState<Device | 'others'>()
  const [isBusy, setBusy] = useState(false)

  const end = async (): Promise<void> => {
    if (ending === undefined) return
    setBusy(true)
    try {
      if (ending === 'others') await api.delete('/auth/sessions')
      else await api.delete('/auth/sessions/{id}', { path: { id: ending.id } })
      mutate((list) => ({
        ...list,
        items: list.items.filter((item) => (ending === 'others' ? item.current : item.id !== ending.id)),
      }))
      showToast(ending === 'others' ? words.othersEnded : words.sessionEnded)
    } catch (error) {
      const refused = asProblem(error)
      // It had ended by itself.
      if (refused.status === 404) void reload()
      else showError(sayProblem(refused))
    }
    setBusy(false)
    setEnding(undefined)
  }

  return (
    <>
      <PageHeader title={words.devices} back="/settings" />
      {value === undefined ? (
        problem === undefined ? (
          <SkeletonRows count={3} />
        ) : (
          <ErrorState problem={problem} onRetry={() => void reload()} />
        )
      ) : (
        <div class="entry-list">
          <ul aria-label={words.devices}>
            {[...value.items]
              .sort((one, other) => Number(other.current) - Number(one.current))
              .map((device) => (
                <li key={device.id}>
                  <DeviceCard device={device} onEnd={() => setEnding(device)} />
                </li>
              ))}
          </ul>
          <div class="entry-intro">
            {value.items.length > 1 ? (
              <Button look="danger-quiet" onClick={() => setEnding('others')}>
                {words.endOthers}
              </Button>
            ) : (
              words.onlyThis
            )}
          </div>
        </div>
      )}
      {ending !== undefined && (
        <ConfirmDialog
          title={
            ending === 'others'
              ? words.endOthersTitle
              : fill(words.endSessionTitle, { device: ending.deviceName || words.unnamedDevice })
          }
          confirmLabel={ending === 'others' ? words.endOthers : words.endSession}
          dangerous
          busy={isBusy}
          onConfirm={() => void end()}
          onClose={() => setEnding(undefined)}
        >
          <p>{words.endSessionText}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function DeviceCard({ device, onEnd }: { device: Device; onEnd: () => void }): JSX.Element {
  const name = device.deviceName || words.unnamedDevice
  return (
    <div class="entry-card">
      <div class="entry-head">
        <h2 class="entry-title" dir="auto">
          {name}
        </h2>
        {device.current ? (
          <Badge tone="accent">{words.thisDevice}</Badge>
        ) : (
          <Button size="s" onClick={onEnd} aria-label={`${words.endSession}: ${name}`}>
            {words.endSession}
          </Button>
        )}
      </div>
      <p class="entry-note">
        <bdi>{device.ip}</bdi>
        {' · '}
        <RelativeTime moment={device.lastSeenAt} style="long" />
      </p>
    </div>
  )
}
