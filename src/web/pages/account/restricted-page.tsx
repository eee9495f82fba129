import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Notice } from '../../design/states.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { accountWords as words } from '../../strings/account.ts'
import { settingsWords } from '../../strings/settings.ts'
import '../settings/settings.css'
import { Row } from '../settings/settings-row.tsx'
import { SignOutDialog } from '../settings/sign-out-dialog.tsx'

/** What somebody who is suspended can still do. */
export function RestrictedPage(): JSX.Element {
  const [isLeaving, setLeaving] = useState(false)
  return (
    <>
      <PageHeader title={words.restrictedTitle} />
      <div class="settings-list">
        <div class="entry-intro">
          <Notice tone="warning">{words.restrictedText}</Notice>
        </div>
        <section class="settings-group" aria-label={words.restrictedActions}>
          <h2 class="settings-group-title">{words.restrictedActions}</h2>
          <div class="settings-card">
            <Row
              href="/settings/strikes"
              icon="warning"
              label={settingsWords.strikes}
              hint={settingsWords.strikesHint}
            />
            <Row
              href="/settings/export"
              icon="archive"
              label={settingsWords.exportTitle}
              hint={settingsWords.exportHint}
            />
            <Row
              href="/settings/delete"
              icon="trash"
              label={settingsWords.deleteTitle}
              hint={settingsWords.deleteHint}
              danger
            />
            <Row run={() => setLeaving(true)} icon="sign-out" label={settingsWords.signOut} />
          </div>
        </section>
      </div>
      {isLeaving && <SignOutDialog onClose={() => setLeaving(false)} />}
    </>
  )
}
