import { useLayoutEffect } from 'preact/hooks'
import { createStore } from '../api/store.ts'
import { words } from '../strings/en.ts'
import { fill } from '../strings/format.ts'

const pageTitle = createStore('')
/** The name of this installation, once it is known. */
export const siteName = createStore<string>(words.appName)
/** How many notifications and messages are unread. Among the notifications is one for each conversation with news. */
export const unread = createStore({ notifications: 0, messages: 0 })

type Badging = { setAppBadge?: (count: number) => Promise<void>; clearAppBadge?: () => Promise<void> }

function showTitle(): void {
  const title = pageTitle.get()
  const { notifications: count } = unread.get()
  const whole = title === '' ? siteName.get() : `${title} · ${siteName.get()}`
  document.title = count === 0 ? whole : fill(words.countedTitle, { count, title: whole })
}

function showBadge(): void {
  const badging = navigator as Navigator & Badging
  const { notifications: count } = unread.get()
  // Where the app is not installed the browser refuses; the title says it then.
  const shown = count === 0 ? badging.clearAppBadge?.() : badging.setAppBadge?.(count)
  shown?.catch(() => {})
}

let isShowing = false

/** Shows it once for all that changes at a moment. */
function showSoon(): void {
  if (isShowing) return
  isShowing = true
  setTimeout(() => {
    isShowing = false
    showTitle()
  })
}

/** Keeps the title of the window and the badge on the app's icon true. */
export function startTitle(): void {
  pageTitle.subscribe(showSoon)
  siteName.subscribe(showSoon)
  unread.subscribe(() => {
    showSoon()
    showBadge()
  })
}

/** Names the present page in the title of the window. */
export function useTitle(title: string): void {
  useLayoutEffect(() => pageTitle.set(title), [title])
}
