import { resource } from '../api/resource.ts'
import { type Session, session } from '../api/session.ts'
import { startEngine } from '../engine.ts'
import { unreadMessages } from '../live/inbox.ts'
import { live } from '../live/live-client.ts'
import { navigate, place } from '../shell/history.ts'
import { keep, readKept } from '../shell/kept.ts'
import { forgetPages } from '../shell/page-memory.ts'
import { siteName, unread } from '../shell/title.ts'
import { dismissToast, showToast } from '../shell/toasts.ts'
import { words } from '../strings/en.ts'
import { forgetPerson } from './forget-person.ts'

// Whoever was signed in last is kept, so that the client opens without a network too; it goes when the session ends.
const accountName = 'momentum.account'

/** Finds out who is signed in, and keeps what depends on it in step. */
export function startSession(): void {
  session.subscribe(follow)
  session.onEnd(forgetPages)
  session.onEnd(forgetPerson)
  addEventListener('online', () => {
    if (session.get().kind === 'unknown' || isFromMemory) void session.load()
  })
  const instance = resource('/instance')
  instance.subscribe(() => siteName.set(instance.get().value?.name || words.appName))
  void instance.reload()
  unreadMessages.subscribe(() => unread.update((counts) => ({ ...counts, messages: unreadMessages.get() })))
  startEngine()
  live().on('notification.count', ({ unread: notifications }) =>
    unread.update((counts) => ({ ...counts, notifications })),
  )
}

let isFromMemory = false
/** It is not true any more once somebody has signed in. */
let signedOutToast = 0

function keptSession(): Session | undefined {
  try {
    const account = JSON.parse(readKept(accountName) ?? 'null')
    return typeof account?.username === 'string' ? { kind: 'person', account } : undefined
  } catch {
    return undefined
  }
}

function follow(): void {
  const who = session.get()
  if (who.kind === 'unknown' && who.problem?.code === 'network_failed') {
    const kept = keptSession()
    isFromMemory = kept !== undefined
    if (kept !== undefined) session.set(kept)
  } else if (who.kind === 'person') {
    dismissToast(signedOutToast)
    keep(accountName, JSON.stringify(who.account))
    const { unreadNotifications } = who.account.counts
    unread.update((counts) => ({ ...counts, notifications: unreadNotifications }))
  } else if (who.kind === 'restricted') {
    dismissToast(signedOutToast)
    keep(accountName, null)
  } else if (who.kind === 'guest') {
    keep(accountName, null)
    unread.set({ notifications: 0, messages: 0 })
    if (!who.lost) return
    signedOutToast = showToast(words.sessionEnded)
    if (place.get().path === '/') navigate('/welcome', { replace: true })
  }
}
