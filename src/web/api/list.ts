import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { type ApiClient, api, urlOf } from './client.ts'
import { asProblem, type Problem } from './problem.ts'
import { session } from './session.ts'
import { createStore, type Store, useStore } from './store.ts'
import type { CallArguments, ItemOf, ListPath } from './types.ts'

/** What is known of a list that the API gives by pages. */
export interface CursorListState<Item> {
  items: readonly Item[]
  /** Whether a page is on its way. */
  isLoading: boolean
  /** Whether the first page has come, so that an empty list is known to be empty. */
  isKnown: boolean
  /** Whether the last page has come. */
  isComplete: boolean
  /** Why the last page did not come; `more` (or `reload`) tries again. */
  problem: Problem | undefined
  /** New items that `look` found at the list's head and `showNew` would show. */
  newItems: readonly Item[]
}

/** The pages that came, and where the next one starts. */
export interface ListSnapshot<Item> {
  items: readonly Item[]
  cursor: string | null
}

/** A list that the API gives by pages, shared by every component that shows it. */
export interface CursorList<Item> extends Store<CursorListState<Item>> {
  readonly url: string
  /** Starts afresh with the first page; the old items stay until it is there. */
  reload(): Promise<void>
  /** Appends the next page; the first one when there is none yet. Nothing happens while a page is on its way. */
  more(): Promise<void>
  /** Puts an item at the head, in the place of its older self where there is one. */
  prepend(item: Item): void
  /** Changes one item wherever it stands. */
  change(key: string, change: (item: Item) => Item): void
  remove(key: string): void
  /** Asks what is new at the head, without moving what is on the screen. */
  look(): Promise<void>
  showNew(): void
  /** What is known as plain data; undefined before the first page has come. */
  snapshot(): ListSnapshot<Item> | undefined
  /** Takes up what an earlier page knew. Nothing happens when something is known already. */
  restore(snapshot: ListSnapshot<Item>): void
  /** Where the page was scrolled to when it was left. */
  scrollTop: number
  /** Whether it has been on the screen: then it may have grown old since. */
  wasShown: boolean
}

/** Makes the list of one address, which may have a query of its own. `keyOf` tells items apart. */
export function createCursorList<Item>(
  client: Pick<ApiClient, 'send'>,
  url: string,
  keyOf: (item: Item) => string,
): CursorList<Item> {
  const store = createStore<CursorListState<Item>>({
    items: [],
    isLoading: false,
    isKnown: false,
    isComplete: false,
    problem: undefined,
    newItems: [],
  })
  let cursor: string | null = null
  // A page that was asked for before the list started afresh must not be appended to it.
  let generation = 0
  let hasHole = false

  async function page(after: string | null): Promise<{ items: Item[]; nextCursor: string | null }> {
    const query = after === null ? '' : `${url.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(after)}`
    return (await client.send({ method: 'get', url: url + query })) as { items: Item[]; nextCursor: string | null }
  }

  async function load(after: string | null): Promise<void> {
    generation += 1
    const mine = generation
    store.update((state) => ({ ...state, isLoading: true, problem: undefined }))
    try {
      const { items, nextCursor } = await page(after)
      if (mine !== generation) return
      cursor = nextCursor
      if (after === null) hasHole = false
      store.update((state) => ({
        items: after === null ? items : [...state.items, ...without(items, state.items)],
        isLoading: false,
        isKnown: true,
        isComplete: nextCursor === null,
        problem: undefined,
        newItems: after === null ? [] : state.newItems,
      }))
    } catch (error) {
      const problem = asProblem(error)
      if (mine !== generation) return
      // A cursor that the server does not take any more leads nowhere: from the start, then.
      if (problem.code === 'cursor_invalid' && after !== null) return load(null)
      store.update((state) => ({ ...state, isLoading: false, problem }))
    }
  }

  function without(items: readonly Item[], others: readonly Item[]): Item[] {
    const known = new Set(others.map(keyOf))
    return items.filter((item) => !known.has(keyOf(item)))
  }

  return {
    ...store,
    url,
    scrollTop: 0,
    wasShown: false,
    reload: () => load(null),
    more: async () => {
      const { isLoading, isComplete, isKnown } = store.get()
      if (isLoading || isComplete) return
      await load(isKnown ? cursor : null)
    },
    prepend: (item) =>
      store.update((state) => ({
        ...state,
        items: [item, ...state.items.filter((other) => keyOf(other) !== keyOf(item))],
        newItems: state.newItems.filter((other) => keyOf(other) !== keyOf(item)),
      })),
    change: (key, change) =>
      store.update((state) =>
        state.items.some((item) => keyOf(item) === key)
          ? { ...state, items: state.items.map((item) => (keyOf(item) === key ? change(item) : item)) }
          : state,
      ),
    remove: (key) =>
      store.update((state) => ({
        ...state,
        items: state.items.filter((item) => keyOf(item) !== key),
        newItems: state.newItems.filter((item) => keyOf(item) !== key),
      })),
    look: async () => {
      const mine = generation
      if (!store.get().isKnown) return load(null)
      try {
        const { items, nextCursor } = await page(null)
        if (mine !== generation) return
        const newItems = without(items, store.get().items)
        hasHole = newItems.length === items.length && nextCursor !== null
        store.update((state) => ({ ...state, newItems }))
      } catch (error) {
        // What is on the screen stays right; the next look tries again.
        asProblem(error)
      }
    },
    showNew: () => {
      // More than a page is new: what stands between would be missing.
      if (hasHole) return void load(null)
      store.update((state) => ({ ...state, items: [...state.newItems, ...state.items], newItems: [] }))
    },
    snapshot: () => {
      const { isKnown, items } = store.get()
      return isKnown ? { items, cursor } : undefined
    },
    restore: (snapshot) => {
      if (store.get().isKnown) return
      generation += 1
      cursor = snapshot.cursor
      store.update((state) => ({
        ...state,
        items: snapshot.items,
        isLoading: false,
        isKnown: true,
        isComplete: cursor === null,
      }))
    },
  }
}

// The newest last; what no component has used for longest goes first.
const lists = new Map<string, CursorList<unknown>>()
const kept = 40

/** The list of an address, made at its first use and kept with its items and its place. */
export function listAt<Item>(url: string, keyOf: (item: Item) => string): CursorList<Item> {
  const known = lists.get(url) ?? (createCursorList<Item>(api, url, keyOf) as CursorList<unknown>)
  lists.delete(url)
  lists.set(url, known)
  if (lists.size > kept) lists.delete(lists.keys().next().value!)
  return known as CursorList<Item>
}

/** Every kept list whose address begins so: to change what several pages show. */
export function listsUnder<Item>(prefix: string): CursorList<Item>[] {
  return [...lists].filter(([url]) => url.startsWith(prefix)).map(([, list]) => list as CursorList<Item>)
}

/** Forgets the lists whose address begins so: what was changed makes them wrong in ways nobody can tell. */
export function forgetLists(prefix: string): void {
  for (const url of [...lists.keys()]) if (url.startsWith(prefix)) lists.delete(url)
}

session.onEnd(() => lists.clear())

/**
 * A list of the API in a component. Whoever comes back finds the items that were there, and the scroll position by
 * `useScrollMemory`.
 *
 *     const feed = useCursorList('/feed', {}, (post) => post.id)
 */
export function useCursorList<P extends ListPath>(
  path: P,
  options: CallArguments<'get', P>[0],
  keyOf: (item: ItemOf<P>) => string,
): CursorListState<ItemOf<P>> & { list: CursorList<ItemOf<P>> } {
  // biome-ignore lint/suspicious/noExplicitAny: the signature has the types
  const { path: parameters, query } = (options ?? {}) as any
  const url = urlOf(path, parameters, query)
  const list = listAt<ItemOf<P>>(url, keyOf)
  const state = useStore(list)
  useEffect(() => {
    const { isKnown, isLoading } = list.get()
    // What was asked for just before the page was drawn is as new as it can be.
    if (isKnown && list.wasShown) void list.look()
    else if (!isKnown && !isLoading) void list.more()
    list.wasShown = true
    // A list that was forgotten while it was shown is another one from then on.
  }, [list])
  return { ...state, isLoading: state.isLoading || !(state.isKnown || state.problem), list }
}

/** Keeps the window's scroll position with the list, and takes it up again when the page is drawn anew. */
export function useScrollMemory(list: { scrollTop: number }): void {
  useLayoutEffect(() => {
    window.scrollTo({ top: list.scrollTop, behavior: 'instant' })
    const keep = (): void => {
      list.scrollTop = window.scrollY
    }
    window.addEventListener('scroll', keep, { passive: true })
    return () => window.removeEventListener('scroll', keep)
  }, [list])
}

/**
 * A reference for an element below the list: when it comes within a screen of the view, the next page is asked for.
 * `isWhole` is false while some of the items are still to be drawn.
 */
export function useMoreWhenNear<Item>(list: CursorList<Item>, isWhole = true): { current: HTMLDivElement | null } {
  const end = useRef<HTMLDivElement>(null)
  const { isLoading, problem } = useStore(list)
  useEffect(() => {
    // After a failure only the person asks again; else a dead network would be asked without end.
    if (end.current === null || isLoading || !isWhole || problem !== undefined) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void list.more()
      },
      { rootMargin: '100% 0px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [list, isLoading, isWhole, problem])
  return end
}
