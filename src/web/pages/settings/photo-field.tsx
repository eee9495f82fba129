import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { reloadResources } from '../../api/resource.ts'
import { session } from '../../api/session.ts'
import type { Shape } from '../../api/types.ts'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { ConfirmDialog } from '../../design/dialog.tsx'
import { sayProblem } from '../../design/say-problem.ts'
import { showError, showToast } from '../../shell/toasts.ts'
import { settingsWords as words } from '../../strings/settings.ts'
import { PhotoCropDialog } from './photo-crop-dialog.tsx'

/** The photo of the person signed in: chosen, cut, put up, or taken away. */
export function PhotoField({ account }: { account: Shape<'Account'> }): JSX.Element {
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File>()
  const [isRemoving, setRemoving] = useState(false)
  const [isBusy, setBusy] = useState(false)

  const remove = async (): Promise<void> => {
    setBusy(true)
    try {
      session.setAccount(await api.delete('/me/photo'))
      reloadResources('/users/')
      showToast(words.photoRemoved)
    } catch (error) {
      showError(sayProblem(asProblem(error)))
    }
    setBusy(false)
    setRemoving(false)
  }

  return (
    <section class="settings-section" aria-label={words.photo}>
      <div class="photo-field">
        <Avatar person={account} size="xl" labelled />
        <div class="settings-actions">
          <Button icon="camera" onClick={() => input.current?.click()}>
            {account.photoUrl === null ? words.addPhoto : words.changePhoto}
          </Button>
          {account.photoUrl !== null && (
            <Button look="danger-quiet" onClick={() => setRemoving(true)}>
              {words.removePhoto}
            </Button>
          )}
        </div>
        <input
          ref={input}
          type="file"
          accept="image/*"
          hidden
          aria-label={words.photo}
          onChange={(event) => {
            setFile(event.currentTarget.files?.[0])
            // The same file may be chosen again.
            event.currentTarget.value = ''
          }}
        />
      </div>
      {file !== undefined && <PhotoCropDialog file={file} onClose={() => setFile(undefined)} />}
      {isRemoving && (
        <ConfirmDialog
          title={words.removePhotoTitle}
          confirmLabel={words.removePhoto}
          dangerous
          busy={isBusy}
          onConfirm={() => void remove()}
          onClose={() => setRemoving(false)}
        >
          <p>{words.removePhotoText}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}
