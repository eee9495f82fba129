import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { createStore, useStore } from '../api/store.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../strings/en.ts'
import { showToast } from './toasts.ts'

/** Whether the device believes to have a network. */
export const isOnline = createStore(true)

/** Follows what the device says about its network. */
export function startOnline(): void {
  const look = (): void => isOnline.set(navigator.onLine)
  look()
  addEventListener('online', look)
  addEventListener('offline', look)
}

/** Says that there is no network, for as long as there is none, and once when it is back. */
export function OfflineBanner(): JSX.Element {
  const online = useStore(isOnline)
  const wasOffline = useRef(false)
  useEffect(() => {
    if (!online) wasOffline.current = true
    else if (wasOffline.current) {
      wasOffline.current = false
      showToast(words.backOnline)
    }
  }, [online])
  return (
    <div role="status">
      {!online && (
        <p class="offline-banner">
          <Icon name="signal-off" />
          <span>{words.offline}</span>
        </p>
      )}
    </div>
  )
}
