import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { useResource } from '../../api/resource.ts'
import type { AnswerOf } from '../../api/types.ts'
import { Button } from '../../design/button.tsx'
import { Switch } from '../../design/field.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Notice } from '../../design/states.tsx'
import { showError, showToast } from '../../shell/toasts.ts'
import { fill, formatDay, formatRelative, plural } from '../../strings/format.ts'
import { notificationWords as words } from '../../strings/notifications.ts'
import { isSubscribed, pushAbility, subscribe, unsubscribe } from './push-device.ts'

type Device = AnswerOf<'get', '/push/subscriptions'>['items'][number]

/** Notifications on this device and others while no page is open. */
export function PushSection(): JSX.Element {
  const { value, reload } = useResource('/push/subscriptions')
  const [ability, setAbility] = useState(pushAbility)
  const [isOn, setOn] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const own = value?.items.find((device) => device.current)
  const others = value?.items.filter((device) => !device.current) ?? []
  const hasAnswer = value !== undefined
  const isKnown = own !== undefined
  useEffect(() => {
    if (!hasAnswer) return
    // Both must know of it: the browser may have dropped it, and so may the server.
    void isSubscribed().then((subscribed) => setOn(subscribed && isKnown))
  }, [hasAnswer, isKnown])

  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      if (error instanceof DOMException) showError(words.pushFailed)
      else showError(sayProblem(asProblem(error)))
    }
    setAbility(pushAbility())
    setBusy(false)
  }
  const switchTo = (on: boolean): Promise<void> =>
    run(async () => {
      setOn(on)
      if (on) setOn(await subscribe())
      else {
        await unsubscribe()
        if (own !== undefined) await api.delete('/push/subscriptions/{id}', { path: { id: own.id } })
      }
      await reload()
    })
  const test = (): Promise<void> =>
    run(async () => {
      const { sent } = await api.post('/push/test')
      if (sent > 0) showToast(plural(sent, words.pushTested))
      else showError(words.pushTestFailed)
    })
  const remove = (device: Device): Promise<void> =>
    run(async () => {
      await api.delete('/push/subscriptions/{id}', { path: { id: device.id } })
      await reload()
    })

  return (
    <section class="settings-section" aria-labelledby="push-title">
      <h2 class="settings-section-title" id="push-title">
        {words.pushTitle}
      </h2>
      {ability === 'missing' && <Notice>{words.pushMissing}</Notice>}
      {ability === 'blocked' && <Notice tone="warning">{words.pushBlocked}</Notice>}
      {(ability === 'asks' || ability === 'allowed') && (
        <Switch
          label={words.pushOn}
          hint={words.pushText}
          checked={isOn}
          disabled={isBusy || !hasAnswer}
          onChange={(on) => void switchTo(on)}
        />
      )}
      {(isOn || others.length > 0) && (
        <div class="settings-actions">
          <Button size="s" icon="bell" busy={isBusy} onClick={() => void test()}>
            {words.pushTest}
          </Button>
        </div>
      )}
      {others.length > 0 && (
        <div>
          <h3 class="field-label">{words.pushDevices}</h3>
          <ul>
            {others.map((device) => (
              <li key={device.id} class="person-row settings-person-row">
                <span class="person-row-text">
                  <bdi>{device.service}</bdi>
                  <span class="person-row-note">{timesOf(device)}</span>
                  {device.problem !== null && <span class="person-row-note">{device.problem}</span>}
                </span>
                <Button size="s" disabled={isBusy} onClick={() => void remove(device)}>
                  {words.pushRemove}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function timesOf({ createdAt, lastSentAt }: Device): string {
  const since = fill(words.pushSince, { when: formatDay(createdAt) })
  return lastSentAt === null ? since : `${since}, ${fill(words.pushLast, { when: formatRelative(lastSentAt) })}`
}
