import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { openOverlay } from '../shell/history.ts'
import { words } from '../strings/en.ts'
import { Button, IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import './dialog.css'

interface DialogProps {
  title: string
  onClose: () => void
  children: ComponentChildren
  /** Buttons below the content; they stay in view when it scrolls. */
  actions?: ComponentChildren
  /** `dialog` (the default) stands in the middle; `sheet` comes from below on phones; `screen` fills them. */
  shape?: 'dialog' | 'sheet' | 'screen'
  size?: 's' | 'm' | 'l'
  hideTitle?: boolean
  /** Asked before it is closed by Escape, the back button or a press outside; false keeps it open. */
  mayClose?: () => boolean
  class?: string
}

/**
 * Something to be answered before going on. It keeps the focus inside and gives it back, and closes by Escape, the back
 * button, a press outside, or its own button. Draw it while it is open.
 */
export function Dialog(props: DialogProps): JSX.Element {
  const { title, onClose, children, actions, shape = 'dialog', size = 'm', hideTitle, mayClose, class: extra } = props
  const element = useRef<HTMLDialogElement>(null)
  const handlers = useRef({ onClose, mayClose })
  handlers.current = { onClose, mayClose }
  const id = useId()

  useEffect(() => {
    const dialog = element.current!
    const before = document.activeElement
    dialog.showModal()
    // The first thing to be filled in, or else the first answer; the button that closes is not what anybody came for.
    dialog.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select), .dialog-actions button')?.focus()
    document.documentElement.classList.add('has-dialog')
    const takeAway = openOverlay(() => handlers.current.onClose())
    return () => {
      takeAway()
      if (dialog.open) dialog.close()
      if (document.querySelector('dialog[open]') === null) document.documentElement.classList.remove('has-dialog')
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])

  const ask = (): void => {
    if (handlers.current.mayClose?.() ?? true) handlers.current.onClose()
  }

  return (
    // Escape closes it, by the browser's own cancel event.
    <dialog
      ref={element}
      class={classNames('dialog', `dialog-${shape}`, `dialog-size-${size}`, extra)}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        // A file picker or a menu inside sends its own.
        if (event.target !== element.current) return
        event.preventDefault()
        ask()
      }}
      onMouseDown={(event) => {
        if (event.target === element.current) ask()
      }}
    >
      <div class="dialog-frame">
        <header class={classNames('dialog-head', hideTitle && 'dialog-head-bare')}>
          <h2 class={hideTitle ? 'visually-hidden' : 'dialog-title'} id={`${id}-title`} dir="auto">
            {title}
          </h2>
          <IconButton icon="close" label={words.close} onClick={ask} />
        </header>
        {/* What scrolls must be scrolled by the keyboard too. */}
        <div class="dialog-body" tabIndex={-1}>
          {children}
        </div>
        {actions !== undefined && <footer class="dialog-actions">{actions}</footer>}
      </div>
    </dialog>
  )
}

interface ConfirmDialogProps {
  title: string
  children?: ComponentChildren
  confirmLabel: string
  /** What is confirmed cannot be taken back, or hurts. */
  dangerous?: boolean
  busy?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** A question with two answers. */
export function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  const { title, children, confirmLabel, dangerous, busy = false, onConfirm, onClose } = props
  return (
    <Dialog
      title={title}
      size="s"
      onClose={onClose}
      mayClose={() => !busy}
      actions={
        <>
          <Button look="quiet" onClick={onClose} disabled={busy}>
            {words.cancel}
          </Button>
          <Button look={dangerous ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
