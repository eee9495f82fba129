import { options } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { forgetLists, listAt } from '../api/list.ts'
import { session } from '../api/session.ts'
import type { AnswerOf, Shape } from '../api/types.ts'
import { feedKey } from '../pages/feed/feed-memory.ts'
import { FeedPage } from '../pages/feed/feed-page.tsx'
import { holdPage } from '../shell/outlet.tsx'
import { Shell } from '../shell/shell.tsx'
import { siteName, unread } from '../shell/title.ts'
import { words } from '../strings/en.ts'
import { setFormats } from '../strings/format.ts'

// Runs on the server, which knows of the client this file alone: src/api/surfaces/drawn-home.ts loads what is built of it.

export interface Home {
  account: Shape<'Account'>
  /** The first page of the feed. */
  feed: AnswerOf<'get', '/feed'>
  siteName: string
  /** How the browser wants numbers and days to be written, for accounts that do not say. */
  locale: string | undefined
}

holdPage('/', FeedPage)

// The policy allows no styles in attributes. What has some gets them from the client, through the DOM.
const before = options.vnode
options.vnode = (vnode) => {
  if (typeof vnode.type === 'string') delete (vnode.props as { style?: unknown }).style
  before?.(vnode)
}

/**
 * The home page of a person as HTML, with the posts that a phone shows at first: what the client draws there itself once it
 * has come. Drawing waits for nothing, so that the stores, which are one for the whole process, hold one person at a time.
 */
export function drawHome(home: Home): string {
  const { account, feed } = home
  try {
    setFormats({ locale: account.locale ?? home.locale, timeZone: account.timeZone ?? undefined })
    siteName.set(home.siteName)
    unread.set({ notifications: account.counts.unreadNotifications, messages: 0 })
    session.set({ kind: 'person', account })
    listAt('/feed', feedKey).restore({ items: feed.items, cursor: feed.nextCursor })
    return renderToString(<Shell />)
  } finally {
    forgetLists('/')
    session.set({ kind: 'unknown' })
    unread.set({ notifications: 0, messages: 0 })
    siteName.set(words.appName)
    setFormats({})
  }
}
