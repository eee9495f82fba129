import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import type { AnswerOf } from '../../api/types.ts'
import { Button } from '../../design/button.tsx'
import { Icon } from '../../design/icon.tsx'
import { Notice } from '../../design/states.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { fill, formatTime } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import { PasswordProofDialog } from './password-proof-dialog.tsx'
import './settings.css'

/** Everything about the person signed in, as a file. */
export function ExportPage(): JSX.Element {
  const who = useStore(session)
  const [asks, setAsks] = useState(false)
  const [made, setMade] = useState<AnswerOf<'post', '/me/export'>>()
  return (
    <>
      <PageHeader title={words.exportTitle} back={who.kind === 'restricted' ? '/restricted' : '/settings'} />
      <div class="page-body">
        <section class="settings-section" aria-label={words.exportTitle}>
          <p class="settings-lead">{words.exportText}</p>
          {made === undefined ? (
            <div class="settings-actions">
              <Button look="primary" icon="archive" onClick={() => setAsks(true)}>
                {words.exportDo}
              </Button>
            </div>
          ) : (
            <>
              <Notice tone="accent" alert>
                <strong>{words.exportReady}</strong>
                <p>{fill(words.exportReadyText, { when: formatTime(made.expiresAt) })}</p>
              </Notice>
              <div class="settings-actions">
                <a class="button button-primary" href={made.url} download>
                  <Icon name="download" />
                  <span>{words.exportDownload}</span>
                </a>
              </div>
            </>
          )}
        </section>
      </div>
      {asks && (
        <PasswordProofDialog
          title={words.exportTitle}
          confirmLabel={words.exportDo}
          work={async (password) => {
            setMade(await api.post('/me/export', { body: { password } }))
            setAsks(false)
          }}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  )
}
