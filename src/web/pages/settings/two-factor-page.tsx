import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { ownAccount, session } from '../../api/session.ts'
import { useStore } from '../../api/store.ts'
import type { AnswerOf } from '../../api/types.ts'
import { Button } from '../../design/button.tsx'
import { Field } from '../../design/field.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { Notice } from '../../design/states.tsx'
import { useForm } from '../../session/use-form.ts'
import { PageHeader } from '../../shell/page-header.tsx'
import { showToast } from '../../shell/toasts.ts'
import { words as common } from '../../strings/en.ts'
import { fill } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import { PasswordProofDialog } from './password-proof-dialog.tsx'
import { QrCode } from './qr-code-picture.tsx'
import './settings.css'

type Begun = AnswerOf<'post', '/auth/totp'>

/** Two-factor sign-in: switched on with an authenticator app, switched off with the password. */
export function TwoFactorPage(): JSX.Element {
  useStore(session)
  const { totpEnabled } = ownAccount()
  const [asks, setAsks] = useState<'on' | 'off'>()
  const [begun, setBegun] = useState<Begun>()
  const [codes, setCodes] = useState<readonly string[]>()

  return (
    <>
      <PageHeader title={words.twoFactor} back="/settings" />
      <div class="page-body">
        {codes !== undefined ? (
          <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
        ) : begun !== undefined ? (
          <Confirm
            begun={begun}
            onConfirmed={(recoveryCodes) => {
              setCodes(recoveryCodes)
              setBegun(undefined)
              void session.load()
            }}
            onCancel={() => setBegun(undefined)}
          />
        ) : (
          <section class="settings-section">
            <p class="settings-lead">{totpEnabled ? words.totpIsOn : words.totpIntro}</p>
            <div class="settings-actions">
              {totpEnabled ? (
                <Button look="danger-quiet" onClick={() => setAsks('off')}>
                  {words.totpOff}
                </Button>
              ) : (
                <Button look="primary" icon="shield" onClick={() => setAsks('on')}>
                  {words.totpBegin}
                </Button>
              )}
            </div>
          </section>
        )}
      </div>
      {asks === 'on' && (
        <PasswordProofDialog
          title={words.twoFactor}
          confirmLabel={common.continue}
          work={async (password) => {
            setBegun(await api.post('/auth/totp', { body: { password } }))
            setAsks(undefined)
          }}
          onClose={() => setAsks(undefined)}
        />
      )}
      {asks === 'off' && (
        <PasswordProofDialog
          title={words.totpOffTitle}
          confirmLabel={words.totpOff}
          dangerous
          work={async (password) => {
            await api.post('/auth/totp/disable', { body: { password } })
            await session.load()
            setAsks(undefined)
            showToast(words.totpIsOff)
          }}
          onClose={() => setAsks(undefined)}
        >
          <p>{words.totpOffText}</p>
        </PasswordProofDialog>
      )}
    </>
  )
}

interface ConfirmProps {
  begun: Begun
  onConfirmed: (recoveryCodes: readonly string[]) => void
  onCancel: () => void
}

function Confirm({ begun, onConfirmed, onCancel }: ConfirmProps): JSX.Element {
  const [code, setCode] = useState('')
  const form = useForm(
    async () => {
      const { recoveryCodes } = await api.post('/auth/totp/confirm', { body: { code: code.replace(/\s/g, '') } })
      onConfirmed(recoveryCodes)
    },
    () => ({ code: /^\d{6}$/.test(code.replace(/\s/g, '')) ? undefined : words.totpCodeShape }),
  )
  const { problem } = form
  const isWrong = problem?.code === 'totp_wrong'
  return (
    <form class="settings-form settings-section" onSubmit={form.submit} noValidate>
      <h2 class="settings-section-title">{words.totpScan}</h2>
      <QrCode text={begun.url} label={words.totpQr} />
      <p>
        {words.totpScanText} <a href={begun.url}>{words.totpOpen}</a>
      </p>
      <div>
        <h3 class="field-label">{words.totpSecret}</h3>
        <div class="photo-field">
          <code class="totp-secret">{begun.secret.match(/.{1,4}/g)?.join(' ')}</code>
          <Button size="s" icon="copy" onClick={() => void copy(begun.secret)}>
            {common.copy}
          </Button>
        </div>
      </div>
      <h2 class="settings-section-title">{words.totpConfirm}</h2>
      {problem !== undefined && !isWrong && problem.errors.length === 0 && (
        <Notice tone="danger" alert>
          {sayProblem(problem)}
        </Notice>
      )}
      <Field
        label={words.totpCode}
        name="code"
        inputMode="numeric"
        autocomplete="one-time-code"
        spellcheck={false}
        value={code}
        onValue={(value) => {
          setCode(value)
          form.touch('code')
        }}
        error={form.errorOf('code') ?? (isWrong ? words.totpCodeWrong : undefined)}
      />
      <div class="settings-actions">
        <Button type="submit" look="primary" busy={form.busy}>
          {words.totpFinish}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }): JSX.Element {
  const { username } = ownAccount()
  const text = `${fill(words.recoveryFile, { username, host: location.host })}\n\n${codes.join('\n')}\n`
  const saveAsFile = (): void => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    link.download = `${location.hostname}-recovery-codes.txt`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }
  return (
    <section class="settings-section" aria-labelledby="recovery-title">
      <Notice tone="accent" alert>
        {words.totpDone}
      </Notice>
      <h2 class="settings-section-title" id="recovery-title">
        {words.recoveryTitle}
      </h2>
      <p class="settings-lead">{words.recoveryText}</p>
      <ul class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div class="settings-actions">
        <Button icon="copy" onClick={() => void copy(text)}>
          {common.copy}
        </Button>
        <Button icon="download" onClick={saveAsFile}>
          {words.recoverySave}
        </Button>
        <Button look="primary" onClick={onDone}>
          {words.recoveryKept}
        </Button>
      </div>
    </section>
  )
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast(common.copied)
  } catch {
    // The browser did not allow it; the text can still be marked by hand.
  }
}
