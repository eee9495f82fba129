import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useStore } from '../api/store.ts'
import { IconButton } from '../design/button.tsx'
import { words } from '../strings/en.ts'
import './toaster.css'
import { dismissToast, type Toast, toasts } from './toasts.ts'

/** What is said in passing, above everything else, dialogs too. */
export function Toaster(): JSX.Element {
  const shown = useStore(toasts)
  const region = useRef<HTMLDivElement>(null)
  // Shown anew with each toast, to come out above dialogs opened since.
  useEffect(() => {
    const element = region.current
    if (element === null || typeof element.showPopover !== 'function') return
    if (element.matches(':popover-open')) element.hidePopover()
    if (shown.length > 0) element.showPopover()
  }, [shown])
  return (
    <div ref={region} class="toaster" popover="manual">
      <div role="status" aria-live="polite">
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </div>
  )
}

function ToastCard({ toast }: { toast: Toast }): JSX.Element {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const start = (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => dismissToast(toast.id), toast.milliseconds)
  }
  const stop = (): void => clearTimeout(timer.current)
  // A toast keeps its time.
  useEffect(() => {
    start()
    return stop
  }, [])
  return (
    <div
      class={`toast toast-${toast.tone}`}
      role={toast.tone === 'error' ? 'alert' : undefined}
      onPointerEnter={stop}
      onPointerLeave={start}
      onFocusIn={stop}
      onFocusOut={start}
    >
      <span class="toast-text">{toast.text}</span>
      {toast.action !== undefined && (
        <button
          type="button"
          class="toast-action"
          onClick={() => {
            dismissToast(toast.id)
            toast.action?.run()
          }}
        >
          {toast.action.label}
        </button>
      )}
      <IconButton icon="close" size="s" label={words.dismiss} onClick={() => dismissToast(toast.id)} />
    </div>
  )
}
