import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { useResource } from '../../api/resource.ts'
import type { BodyOf, Shape } from '../../api/types.ts'
import { Field, RadioGroup, Switch } from '../../design/field.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { SkeletonText } from '../../design/skeleton.tsx'
import { ErrorState } from '../../design/states.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { showError } from '../../shell/toasts.ts'
import { fill } from '../../strings/format.ts'
import { notificationWords as words } from '../../strings/notifications.ts'
import { settingsWords } from '../../strings/settings.ts'
import '../settings/settings.css'
import './notifications.css'
import { PushSection } from './push-section.tsx'

type Preferences = Shape<'NotificationPreferences'>
type Change = Exclude<BodyOf<'patch', '/notifications/preferences'>, undefined>
type Digest = NonNullable<Change['digest']>
type Channel = 'inApp' | 'push' | 'email'

const channels: readonly Channel[] = ['inApp', 'push', 'email']

/** What one wants to be told of, by which ways, and when not. */
export function NotificationSettingsPage(): JSX.Element {
  const { value, problem, reload, mutate } = useResource('/notifications/preferences')

  const change = async (body: Change, shown: (present: Preferences) => Preferences): Promise<void> => {
    mutate(shown)
    try {
      const next = await api.patch('/notifications/preferences', { body })
      mutate(() => next)
    } catch (error) {
      showError(fill(settingsWords.changeFailed, { reason: sayProblem(asProblem(error)) }))
      await reload()
    }
  }

  return (
    <>
      <PageHeader title={words.settingsTitle} back="/settings" />
      <div class="page-body">
        <PushSection />
        {value === undefined ? (
          problem === undefined ? (
            <SkeletonText lines={6} />
          ) : (
            <ErrorState problem={problem} onRetry={() => void reload()} />
          )
        ) : (
          <>
            <section class="settings-section" aria-labelledby="kinds-title">
              <h2 class="settings-section-title" id="kinds-title">
                {words.kindsTitle}
              </h2>
              <Kinds
                preferences={value}
                onChange={(type, channel, on) =>
                  void change({ types: { [type]: { [channel]: on } } }, (present) => ({
                    ...present,
                    types: { ...present.types, [type]: { ...present.types[type]!, [channel]: on } },
                  }))
                }
              />
            </section>
            <section class="settings-section" aria-label={words.quiet}>
              <Switch
                label={words.previews}
                hint={words.previewsHint}
                checked={value.previews}
                onChange={(previews) => void change({ previews }, (present) => ({ ...present, previews }))}
              />
              <QuietHours
                hours={value.quietHours}
                onChange={(quietHours) => void change({ quietHours }, (present) => ({ ...present, quietHours }))}
              />
            </section>
            <section class="settings-section" aria-label={words.digest}>
              <RadioGroup<Digest>
                label={words.digest}
                value={value.digest as Digest}
                onValue={(digest) => void change({ digest }, (present) => ({ ...present, digest }))}
                options={[
                  { value: 'off', label: words.digestOff },
                  { value: 'daily', label: words.digestDaily },
                  { value: 'weekly', label: words.digestWeekly },
                ]}
              />
            </section>
          </>
        )}
      </div>
    </>
  )
}

interface KindsProps {
  preferences: Preferences
  onChange: (type: string, channel: Channel, on: boolean) => void
}

function Kinds({ preferences, onChange }: KindsProps): JSX.Element {
  return (
    <table class="notify-table">
      <thead>
        <tr>
          <th scope="col">{words.kind}</th>
          {channels.map((channel) => (
            <th scope="col" key={channel}>
              {words[channel]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.entries(preferences.types).map(([type, chosen]) => {
          const name = words.kinds[type] ?? type
          return (
            <tr key={type}>
              <th scope="row">{name}</th>
              {channels.map((channel) => {
                const isLocked = chosen.locked.includes(channel)
                return (
                  <td key={channel}>
                    <input
                      type="checkbox"
                      class="check-box"
                      aria-label={`${name}: ${words[channel]}${isLocked ? ` (${words.alwaysOn})` : ''}`}
                      title={isLocked ? words.alwaysOn : undefined}
                      checked={chosen[channel]}
                      disabled={isLocked}
                      onChange={(event) => onChange(type, channel, event.currentTarget.checked)}
                    />
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

interface QuietHoursProps {
  hours: Preferences['quietHours']
  onChange: (hours: Preferences['quietHours']) => void
}

function QuietHours({ hours, onChange }: QuietHoursProps): JSX.Element {
  const [draft, setDraft] = useState({ from: hours?.from ?? '22:00', to: hours?.to ?? '07:00' })
  const isSame = draft.from === draft.to
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const put = (next: typeof draft): void => {
    setDraft(next)
    if (next.from !== next.to && next.from !== '' && next.to !== '') onChange({ ...next, timeZone })
  }
  return (
    <>
      <Switch
        label={words.quiet}
        hint={words.quietHint}
        checked={hours !== null}
        onChange={(on) => onChange(on ? { ...draft, timeZone } : null)}
      />
      {hours !== null && (
        <div class="quiet-hours">
          <Field label={words.quietFrom} type="time" value={draft.from} onValue={(from) => put({ ...draft, from })} />
          <Field
            label={words.quietTo}
            type="time"
            value={draft.to}
            onValue={(to) => put({ ...draft, to })}
            error={isSame ? words.quietSame : undefined}
          />
        </div>
      )}
    </>
  )
}
