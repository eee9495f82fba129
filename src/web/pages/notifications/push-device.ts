import { api } from '../../api/client.ts'
import { resource } from '../../api/resource.ts'
import { session } from '../../api/session.ts'

/** Whether this browser can show what is pushed: `asks` has not been answered yet. */
export type PushAbility = 'missing' | 'blocked' | 'asks' | 'allowed'

export function pushAbility(): PushAbility {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'missing'
  return { denied: 'blocked', granted: 'allowed', default: 'asks' }[Notification.permission] as PushAbility
}

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return (await navigator.serviceWorker.getRegistration()) ?? undefined
}

/** Whether this browser is subscribed, as far as it knows itself. */
export async function isSubscribed(): Promise<boolean> {
  if (pushAbility() === 'missing') return false
  return ((await (await registration())?.pushManager.getSubscription()) ?? null) !== null
}

/** Asks for leave, subscribes the browser and tells the server. False when the person or the browser refuses. */
export async function subscribe(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false
  const worker = await registration()
  if (worker === undefined) return false
  const instance = resource('/instance')
  if (instance.get().value === undefined) await instance.reload()
  const key = instance.get().value?.push.vapidPublicKey
  if (key === undefined) return false
  const subscription = await subscribeWith(worker, key)
  const { endpoint, keys } = subscription.toJSON()
  await api.post('/push/subscriptions', {
    body: {
      kind: 'webpush',
      endpoint: endpoint ?? subscription.endpoint,
      keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' },
    },
  })
  return true
}

async function subscribeWith(worker: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: key }
  try {
    return await worker.pushManager.subscribe(options)
  } catch (error) {
    // A subscription that was made with another key, before the server was set up anew, stands in the way.
    const old = await worker.pushManager.getSubscription()
    if (old === null) throw error
    await old.unsubscribe()
    return worker.pushManager.subscribe(options)
  }
}

/** Subscribes the browser no more; the server finds out by itself, and is told by whoever knows the subscription's id. */
export async function unsubscribe(): Promise<void> {
  const subscription = await (await registration())?.pushManager.getSubscription()
  await subscription?.unsubscribe()
}

// Whoever signs in here next is not to be told what was meant for somebody else. The server ends the subscription with the
// session; the browser's goes too.
session.onEnd(() => {
  if (pushAbility() === 'allowed') void unsubscribe().catch(() => {})
})
