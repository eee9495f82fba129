import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ownAccount, session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import { ConfirmDialog } from '../../design/dialog.tsx'
import { RadioGroup, Switch } from '../../design/field.tsx'
import { PageHeader } from '../../shell/page-header.tsx'
import { settingsWords as words } from '../../strings/settings.ts'
import './settings.css'
import { useAccountChange } from './use-account-change.ts'

type MessagesFrom = 'everyone' | 'following' | 'nobody'

/** Who sees one, and who may write. */
export function PrivacyPage(): JSX.Element {
  useStore(session)
  const { shown, change } = useAccountChange()
  const account = shown(ownAccount())
  const [asksPrivate, setAsksPrivate] = useState(false)
  return (
    <>
      <PageHeader title={words.privacy} back="/settings" />
      <div class="page-body">
        <section class="settings-section" aria-label={words.privacy}>
          <Switch
            label={words.isPrivate}
            hint={words.isPrivateHint}
            checked={account.isPrivate}
            onChange={(isPrivate) => {
              if (isPrivate) setAsksPrivate(true)
              else void change({ isPrivate })
            }}
          />
          <Switch
            label={words.readReceipts}
            hint={words.readReceiptsHint}
            checked={account.readReceipts}
            onChange={(readReceipts) => void change({ readReceipts })}
          />
          <Switch
            label={words.presence}
            hint={words.presenceHint}
            checked={account.presence}
            onChange={(presence) => void change({ presence })}
          />
        </section>
        <section class="settings-section" aria-label={words.messagesFrom}>
          <RadioGroup<MessagesFrom>
            label={words.messagesFrom}
            value={account.messagesFrom as MessagesFrom}
            onValue={(messagesFrom) => void change({ messagesFrom })}
            options={[
              { value: 'everyone', label: words.messagesEveryone, hint: words.messagesEveryoneHint },
              { value: 'following', label: words.messagesFollowing },
              { value: 'nobody', label: words.messagesNobody },
            ]}
          />
        </section>
      </div>
      {asksPrivate && (
        <ConfirmDialog
          title={words.isPrivateTitle}
          confirmLabel={words.isPrivateDo}
          onConfirm={() => {
            setAsksPrivate(false)
            void change({ isPrivate: true })
          }}
          onClose={() => setAsksPrivate(false)}
        >
          <p>{words.isPrivateText}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
