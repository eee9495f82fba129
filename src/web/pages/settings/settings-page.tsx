import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useResource } from '../../api/resource.ts'
import { ownAccount, session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import { installPrompt } from '../../shell/install.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { siteName } from '../../shell/title.ts'
import { fill } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import './settings.css'
import { Row } from './settings-row.tsx'
import { SignOutDialog } from './sign-out-dialog.tsx'

/** The list of all settings. */
export function SettingsPage(): JSX.Element {
  useStore(session)
  const { totpEnabled } = ownAccount()
  const { value: instance } = useResource('/instance', {}, { freshMs: 300_000 })
  const install = useStore(installPrompt)
  const name = useStore(siteName)
  const [isLeaving, setLeaving] = useState(false)
  return (
    <>
      <PageHeader title={words.title} isMain />
      <div class="settings-list">
        <Group title={words.groupYou}>
          <Row href="/settings/profile" icon="person" label={words.profile} hint={words.profileHint} />
          <Row href="/settings/account" icon="mail" label={words.account} hint={words.accountHint} />
          <Row href="/settings/notifications" icon="bell" label={words.notifications} hint={words.notificationsHint} />
          <Row href="/settings/privacy" icon="eye" label={words.privacy} hint={words.privacyHint} />
        </Group>
        <Group title={words.groupSafety}>
          <Row href="/settings/password" icon="lock" label={words.password} hint={words.passwordHint} />
          <Row
            href="/settings/two-factor"
            icon="shield"
            label={words.twoFactor}
            hint={totpEnabled ? words.twoFactorOn : words.twoFactorOff}
          />
          <Row href="/settings/devices" icon="device" label={words.devices} hint={words.devicesHint} />
          <Row href="/settings/alerts" icon="key" label={words.alerts} hint={words.alertsHint} />
          <Row href="/settings/blocked" icon="block" label={words.blocked} hint={words.blockedHint} />
          <Row href="/settings/reports" icon="flag" label={words.reports} hint={words.reportsHint} />
          <Row href="/settings/strikes" icon="warning" label={words.strikes} hint={words.strikesHint} />
        </Group>
        <Group title={words.groupApp}>
          <Row href="/settings/display" icon="moon" label={words.display} hint={words.displayHint} />
          <Row href="/videos/about" icon="video" label={words.videos} hint={words.videosHint} />
          {install !== null && (
            <Row run={install.prompt} icon="download" label={words.install} hint={words.installHint} />
          )}
        </Group>
        <Group title={words.groupData}>
          <Row href="/settings/export" icon="archive" label={words.exportTitle} hint={words.exportHint} />
          <Row href="/settings/delete" icon="trash" label={words.deleteTitle} hint={words.deleteHint} danger />
          <Row run={() => setLeaving(true)} icon="sign-out" label={words.signOut} />
        </Group>
        {instance !== undefined && (
          <p class="settings-version">{fill(words.version, { name, version: instance.version })}</p>
        )}
      </div>
      {isLeaving && <SignOutDialog onClose={() => setLeaving(false)} />}
    </>
  )
}

function Group({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="settings-group" aria-label={title}>
      <h2 class="settings-group-title">{title}</h2>
      <div class="settings-card">{children}</div>
    </section>
  )
}
