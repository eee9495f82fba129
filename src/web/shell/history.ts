import { createStore } from '../api/store.ts'

// The one place that speaks to the History API. An entry carries a key, under which its scroll position and what its
// lists had loaded are kept, and whether it is an overlay (a dialog), which the back button closes.

interface EntryState {
  key: string
  /** How far this entry is from where the client was opened; 0 and below: back would leave the client. */
  index: number
  overlay?: number
}

export interface Place {
  /** Path, query and fragment. */
  href: string
  path: string
  search: string
  hash: string
  /** Changes with every entry, not with the address alone. */
  key: string
  /** `pop` is back and forward, `push` a link, `start` the first page. */
  cause: 'start' | 'push' | 'replace' | 'pop'
}

interface Overlay {
  close: () => void
}

const overlays: Overlay[] = []
const positionsName = 'momentum.positions'
/** Resolves when a step back that we asked for has arrived; steps are not instant. */
let stepping: { promise: Promise<void>; arrive: () => void } | undefined

function stateOf(): EntryState | null {
  const state = history.state as Partial<EntryState> | null
  return typeof state?.key === 'string' && typeof state.index === 'number' ? (state as EntryState) : null
}

function newKey(): string {
  return Math.random().toString(36).slice(2, 10)
}

function placeNow(cause: Place['cause']): Place {
  const { pathname, search, hash } = location
  return { href: pathname + search + hash, path: pathname, search, hash, key: stateOf()?.key ?? '', cause }
}

export const place = createStore<Place>({ href: '/', path: '/', search: '', hash: '', key: '', cause: 'start' })

/** Begins to follow the address bar. */
export function startHistory(): void {
  history.scrollRestoration = 'manual'
  if (stateOf() === null) history.replaceState({ key: newKey(), index: 0 } satisfies EntryState, '')
  place.set(placeNow('start'))
  addEventListener('popstate', onPop)
  addEventListener('pagehide', savePosition)
}

function onPop(): void {
  const arrive = stepping?.arrive
  if (arrive) {
    stepping = undefined
    arrive()
    return
  }
  const overlay = overlays.pop()
  if (overlay !== undefined) {
    overlay.close()
    return
  }
  if (stateOf() === null) history.replaceState({ key: newKey(), index: 0 } satisfies EntryState, '')
  const next = placeNow('pop')
  // The entry of an overlay that is long closed: the page is the one that is there.
  if (next.key === place.get().key) return
  savePosition()
  place.set(next)
}

/** Goes to an address of the client. `replace` leaves no way back to where one is. */
export function navigate(href: string, options: { replace?: boolean } = {}): void {
  if (stepping !== undefined) {
    void stepping.promise.then(() => navigate(href, options))
    return
  }
  const state = stateOf()
  const isOverOverlay = overlays.length > 0 || state?.overlay !== undefined
  savePosition()
  // The entry of the overlay becomes the new page, so that back leads to the page below it.
  for (const overlay of overlays.splice(0)) overlay.close()
  const replace = options.replace === true || isOverOverlay || href === place.get().href
  const next: EntryState = { key: newKey(), index: (state?.index ?? 0) + (replace ? 0 : 1) }
  if (replace) history.replaceState(next, '', href)
  else history.pushState(next, '', href)
  place.set(placeNow(replace ? 'replace' : 'push'))
}

/** Changes the query of the present page without going anywhere: for filters and searches. */
export function rewriteAddress(href: string): void {
  history.replaceState(history.state, '', href)
  place.set({ ...placeNow('replace'), key: place.get().key })
}

/** Goes back where there is something of the client to go back to, otherwise to `fallback`. */
export function goBack(fallback = '/'): void {
  if ((stateOf()?.index ?? 0) > 0) history.back()
  else navigate(fallback, { replace: true })
}

/**
 * Puts an overlay over the page: the back button calls `close`. The answer takes the overlay away again when it is
 * closed in another way.
 */
export function openOverlay(close: () => void): () => void {
  const overlay = { close }
  const state = stateOf()
  overlays.push(overlay)
  history.pushState(
    { key: state?.key ?? newKey(), index: (state?.index ?? 0) + 1, overlay: overlays.length } satisfies EntryState,
    '',
  )
  return () => {
    const at = overlays.indexOf(overlay)
    if (at === -1) return
    overlays.splice(at, 1)
    stepBack()
  }
}

function stepBack(): void {
  if (stepping !== undefined) {
    void stepping.promise.then(stepBack)
    return
  }
  let arrive = (): void => {}
  const promise = new Promise<void>((resolve) => {
    arrive = resolve
  })
  stepping = { promise, arrive }
  history.back()
}

// Positions by the key of their entry, kept for this tab.

let positions: Record<string, number> | undefined

function allPositions(): Record<string, number> {
  if (positions !== undefined) return positions
  try {
    positions = JSON.parse(sessionStorage.getItem(positionsName) ?? '{}') as Record<string, number>
  } catch {
    positions = {}
  }
  return positions
}

function savePosition(): void {
  const all = allPositions()
  const { key } = place.get()
  delete all[key]
  all[key] = Math.round(scrollY)
  for (const old of Object.keys(all).slice(0, -50)) delete all[old]
  try {
    sessionStorage.setItem(positionsName, JSON.stringify(all))
  } catch {
    // Storage may be full or forbidden; positions then last as long as the page.
  }
}

/** Where an entry was scrolled to when it was left. */
export function positionOf(key: string): number {
  return allPositions()[key] ?? 0
}
