import { type ListSnapshot, listAt } from '../../api/list.ts'
import { session } from '../../api/session.ts'
import type { Shape } from '../../api/types.ts'
import { place } from '../../shell/history.ts'
import { personalName } from '../../shell/kept.ts'

type FeedPost = Shape<'FeedPost'>

interface KeptFeed extends ListSnapshot<FeedPost> {
  userId: string
  keptAt: number
}

// Whoever loads the page anew finds the feed where it was: its posts are kept for this tab. What is older than this is
// stale enough to begin afresh.
// static/begin.js looks for the same name.
const name = personalName('feed')
const longestMs = 30 * 60_000
const mostPosts = 300

export const feedKey = (post: FeedPost): string => post.id

function ownId(): string | undefined {
  const who = session.get()
  return who.kind === 'person' ? who.account.id : undefined
}

function keepFeed(): void {
  const userId = ownId()
  const snapshot = listAt('/feed', feedKey).snapshot()
  if (userId === undefined || snapshot === undefined) return
  if (snapshot.items.length === 0 || snapshot.items.length > mostPosts) return
  try {
    const kept: KeptFeed = { ...snapshot, userId, keptAt: Date.now() }
    sessionStorage.setItem(name, JSON.stringify(kept))
  } catch {
    // Full or closed: the feed then begins afresh.
  }
}

/**
 * Takes up the feed that was there before the page was loaded anew, for those who loaded it anew or went back to it. Whoever
 * goes to the feed by a link begins at its top.
 */
export function restoreFeed(): void {
  const isReturn = ['start', 'pop'].includes(place.get().cause)
  try {
    const kept = JSON.parse(sessionStorage.getItem(name) ?? 'null') as KeptFeed | null
    sessionStorage.removeItem(name)
    if (isReturn && kept !== null && kept.userId === ownId() && Date.now() - kept.keptAt < longestMs) {
      const list = listAt('/feed', feedKey)
      list.restore(kept)
      list.wasShown = true
    }
  } catch {
    // Nothing that can be read: the feed begins afresh.
  }
}

function hasKept(): boolean {
  try {
    return sessionStorage.getItem(name) !== null
  } catch {
    return false
  }
}

/**
 * Asks for the feed before there is anything to draw it; resolves when it has come. What was kept is looked at when it is
 * known whose it is.
 */
export async function beginFeed(): Promise<void> {
  if (session.get().kind === 'unknown') {
    if (hasKept() || !session.mayBeSomebody()) return
  } else if (ownId() === undefined) return
  else restoreFeed()
  const list = listAt('/feed', feedKey)
  if (!list.get().isKnown) await list.more()
}

// The server draws the feed too; there is nothing to keep there.
globalThis.addEventListener?.('pagehide', keepFeed)
