import { createStore } from '../api/store.ts'
import { words } from '../strings/en.ts'
import { navigate } from './history.ts'
import { showToast } from './toasts.ts'

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}

/** Offers to install the client, where the browser has said that it can be. */
export const installPrompt = createStore<{ prompt: () => void } | null>(null)

/** Registers the service worker, and says when a newer client has come. */
export function startInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    installPrompt.set({
      prompt: () => {
        void (event as InstallPrompt).prompt()
        installPrompt.set(null)
      },
    })
  })
  // While developing, the worker would keep what has just been changed.
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data?.type === 'go' && typeof data.href === 'string') navigate(data.href)
  })
  navigator.serviceWorker.register('/sw.js').then(watchForUpdates, (error: unknown) => console.warn(error))
}

function watchForUpdates(registration: ServiceWorkerRegistration | undefined): void {
  // A browser under test may be told to have none.
  if (registration === undefined) return
  registration.addEventListener('updatefound', () => {
    const incoming = registration.installing
    incoming?.addEventListener('statechange', () => {
      if (incoming.state !== 'installed' || navigator.serviceWorker.controller === null) return
      showToast(words.updateReady, {
        milliseconds: 30_000,
        action: {
          label: words.reload,
          run: () => {
            navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
            incoming.postMessage({ type: 'take-over' })
          },
        },
      })
    })
  })
}
