import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api } from '../api/client.ts'
import { asProblem } from '../api/problem.ts'
import { useResource } from '../api/resource.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Icon } from '../design/icon.tsx'
import { sayProblem } from '../design/say-problem.ts'
import { Notice } from '../design/states.tsx'
import { showError, showToast } from '../shell/toasts.ts'
import { words as common } from '../strings/en.ts'
import { termsWords as words } from '../strings/terms.ts'
import './terms-notice.css'

const titles: Record<string, string> = {
  terms: common.terms,
  guidelines: common.guidelines,
  privacy: common.privacy,
}

/**
 * Says that documents have changed which somebody has to accept before they can publish again, and lets them. Nothing is
 * shown to whoever has accepted the present ones.
 */
export function TermsNotice(): JSX.Element | null {
  const { value: consents, mutate } = useResource('/me/consents', {}, { freshMs: 60_000 })
  const { value: instance, reload } = useResource('/instance', {}, { freshMs: 0, skip: consents?.missing.length === 0 })
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const missing = consents?.missing ?? []
  const documents = instance?.documents.filter(({ document }) => missing.includes(document)) ?? []
  useEffect(() => {
    if (missing.length > 0 && documents.length === 0) void reload()
  }, [missing.length, documents.length, reload])
  if (documents.length === 0) return null

  const accept = async (): Promise<void> => {
    setBusy(true)
    try {
      for (const { document, version } of documents) {
        const body = { document: document as 'terms', version }
        const next = await api.post('/me/consents', { body })
        mutate(() => next)
      }
      showToast(words.accepted)
      setOpen(false)
    } catch (error) {
      showError(sayProblem(asProblem(error)))
      // The version may have changed once more while it was read.
      await reload()
    }
    setBusy(false)
  }

  return (
    <div class="terms-notice">
      <Notice
        tone="warning"
        action={
          <Button size="s" onClick={() => setOpen(true)}>
            {words.look}
          </Button>
        }
      >
        {words.changed}
      </Notice>
      {isOpen && (
        <Dialog
          title={words.title}
          shape="sheet"
          onClose={() => setOpen(false)}
          mayClose={() => !isBusy}
          actions={
            <>
              <Button look="quiet" disabled={isBusy} onClick={() => setOpen(false)}>
                {words.later}
              </Button>
              <Button look="primary" busy={isBusy} onClick={() => void accept()}>
                {words.accept}
              </Button>
            </>
          }
        >
          <p>{words.text}</p>
          <ul class="terms-documents">
            {documents.map(({ document, url }) => (
              <li key={document}>
                <a class="terms-document" href={new URL(url).pathname} target="_blank" rel="noopener">
                  <span>{titles[document] ?? document}</span>
                  <Icon name="forward" />
                </a>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </div>
  )
}
