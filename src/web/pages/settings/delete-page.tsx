import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import { Button } from '../../design/button.tsx'
import { Check } from '../../design/field.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { showToast } from '../../shell/toasts.ts'
import { words as common } from '../../strings/en.ts'
import { fill, formatDay } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import { PasswordProofDialog } from './password-proof-dialog.tsx'
import './settings.css'

/** Deletes the account of the person signed in. */
export function DeletePage(): JSX.Element {
  const who = useStore(session)
  const [isSure, setSure] = useState(false)
  const [isMissing, setMissing] = useState(false)
  const [asks, setAsks] = useState(false)
  const username = who.kind === 'person' ? who.account.username : ''
  return (
    <>
      <PageHeader title={words.deleteTitle} back={who.kind === 'restricted' ? '/restricted' : '/settings'} />
      <div class="page-body">
        <section class="settings-section" aria-label={words.deleteTitle}>
          <p>{words.deleteText}</p>
          <ul class="settings-bullets">
            {words.deleteList.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>
            {words.deleteFirstExport} <a href="/settings/export">{words.exportTitle}</a>
          </p>
          <Check
            checked={isSure}
            onChange={(checked) => {
              setSure(checked)
              setMissing(false)
            }}
            error={isMissing ? common.requiredField : undefined}
          >
            {words.deleteSure}
          </Check>
          <div class="settings-actions">
            <Button look="danger" icon="trash" onClick={() => (isSure ? setAsks(true) : setMissing(true))}>
              {words.deleteDo}
            </Button>
          </div>
        </section>
      </div>
      {asks && (
        <PasswordProofDialog
          title={username === '' ? words.deleteTitle : fill(words.deleteConfirmTitle, { username })}
          confirmLabel={words.deleteDo}
          dangerous
          work={async (password) => {
            const { eraseAfter } = await api.post('/me/delete', { body: { password } })
            setAsks(false)
            showToast(`${words.deletedTitle}. ${fill(words.deletedText, { day: formatDay(eraseAfter) })}`, {
              milliseconds: 20_000,
            })
            session.left()
          }}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  )
}
