import type { Page } from '../console-api.ts'
import { createStore, type Store } from '../store.ts'
import { createPageCache } from './page-cache.ts'

export interface CursorListOptions<T> {
  /** Fetches one page; `reversed` asks for the opposite order, so that the end is as near as the beginning. */
  load(request: { cursor: string | null; limit: number; reversed: boolean; signal: AbortSignal }): Promise<Page<T>>
  idOf(row: T): string
  /** Whether the route can answer in the opposite order; without it the end is reached by loading on. */
  canReverse?: boolean
  pageSize?: number
  /** Pages kept in memory at once. */
  maxPages?: number
  /** Pages that one search may read before it asks to go on. */
  maxScan?: number
}

export interface ListState {
  /** Grows with every change, also of rows that were put in place. */
  version: number
  selected: number
  top: number
  height: number
  /** `end`: rows are counted from the last one, and shown in reverse of how they were loaded. */
  anchor: 'start' | 'end'
  loading: boolean
  /** All rows are known. */
  complete: boolean
  /** The search read its share without finding enough; `more` goes on. */
  paused: boolean
  problem: string | null
}

export interface CursorList<T> {
  readonly state: Store<ListState>
  known(): number
  selectedRow(): T | null
  /** The rows on screen in the order they are read; `undefined` stands for one that is still on its way. */
  window(): { row: T | undefined; index: number }[]
  setHeight(height: number): void
  /** Moves the selection by rows as seen on screen. */
  move(by: number): void
  first(): void
  last(): void
  /** Keeps only rows that match; null shows all. */
  narrow(matches: ((row: T) => boolean) | null): void
  /** Starts over: another sort, another filter of the server. */
  reload(): Promise<void>
  /** Fetches what is near the top again without losing the place; deep in the list it leaves everything as it is. */
  refresh(): Promise<void>
  more(): void
  kept(): T[]
  close(): void
}

/** A list of any length over a keyset route: rows load as they come near, and a bounded number of pages is kept. */
export function createCursorList<T>(options: CursorListOptions<T>): CursorList<T> {
  const { idOf, canReverse = false, pageSize = 100, maxPages = 20, maxScan = 20 } = options
  const state = createStore<ListState>({
    version: 0,
    selected: 0,
    top: 0,
    height: 20,
    anchor: 'start',
    loading: false,
    complete: false,
    paused: false,
    problem: null,
  })
  let cache = createPageCache<T>(maxPages)
  let nextCursor: string | null = null
  let matches: ((row: T) => boolean) | null = null
  let scanned = 0
  let aborter = new AbortController()
  const restoring = new Set<number>()

  const change = (part: Partial<ListState>) => state.patch({ ...part, version: state.get().version + 1 })
  const keep = (rows: T[]) => (matches === null ? rows : rows.filter(matches))
  const fetchPage = (cursor: string | null, signal: AbortSignal) =>
    options.load({ cursor, limit: pageSize, reversed: state.get().anchor === 'end', signal })

  async function guarded(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = aborter
    try {
      await work(signal)
    } catch (error) {
      if (signal.aborted) return
      change({ loading: false, problem: error instanceof Error ? error.message : String(error) })
    }
  }

  async function loadOn(wanted: number): Promise<void> {
    if (state.get().loading || state.get().complete) return
    change({ loading: true, problem: null, paused: false })
    await guarded(async (signal) => {
      scanned = 0
      for (;;) {
        const cursor = nextCursor
        const page = await fetchPage(cursor, signal)
        if (signal.aborted) return
        cache.append(cursor, keep(page.items))
        nextCursor = page.nextCursor
        scanned += 1
        if (nextCursor === null) return change({ loading: false, complete: true })
        if (cache.known() >= wanted) return change({ loading: false })
        if (scanned >= maxScan) return change({ loading: false, paused: true })
        change({})
      }
    })
  }

  async function restorePage(index: number): Promise<void> {
    const place = cache.pageOf(index)
    if (place === null || restoring.has(place.page)) return
    restoring.add(place.page)
    await guarded(async (signal) => {
      const page = await fetchPage(place.cursor, signal)
      if (signal.aborted) return
      cache.restore(place.page, keep(page.items))
      change({})
    })
    restoring.delete(place.page)
  }

  function look(): void {
    const { top, height, complete, paused, problem } = state.get()
    for (const index of [top, top + height - 1]) {
      if (cache.rowAt(index) === undefined) void restorePage(index)
    }
    if (!complete && !paused && problem === null && cache.known() < top + height * 2) void loadOn(top + height * 2)
  }

  function place(selected: number): void {
    const { height, top } = state.get()
    const last = Math.max(0, cache.known() - 1)
    const at = Math.min(Math.max(0, selected), last)
    const highest = Math.max(0, cache.known() - height)
    const next = at < top ? at : at >= top + height ? at - height + 1 : top
    change({ selected: at, top: Math.min(Math.max(0, next), highest) })
    look()
  }

  async function start(anchor: 'start' | 'end'): Promise<void> {
    aborter.abort()
    aborter = new AbortController()
    restoring.clear()
    cache = createPageCache<T>(maxPages)
    nextCursor = null
    change({ anchor, selected: 0, top: 0, loading: false, complete: false, paused: false, problem: null })
    await loadOn(state.get().height)
    look()
  }

  async function refresh(): Promise<void> {
    const { top, height, anchor, selected, loading } = state.get()
    if (loading || anchor === 'end' || top + height > pageSize) return
    const row = cache.rowAt(selected)
    await guarded(async (signal) => {
      const page = await fetchPage(null, signal)
      if (signal.aborted) return
      const fresh = createPageCache<T>(maxPages)
      const rows = keep(page.items)
      fresh.append(null, rows)
      cache = fresh
      nextCursor = page.nextCursor
      const at = row === null || row === undefined ? -1 : rows.findIndex((other) => idOf(other) === idOf(row))
      change({ complete: page.nextCursor === null, problem: null })
      place(at >= 0 ? at : selected)
    })
  }

  return {
    state,
    known: () => cache.known(),
    selectedRow: () => cache.rowAt(state.get().selected) ?? null,
    window: () => {
      const { top, height, anchor } = state.get()
      const rows: { row: T | undefined; index: number }[] = []
      for (let index = top; index < Math.min(top + height, cache.known()); index += 1) {
        rows.push({ row: cache.rowAt(index) ?? undefined, index })
      }
      return anchor === 'end' ? rows.reverse() : rows
    },
    setHeight: (height) => {
      if (height === state.get().height || height < 1) return
      state.patch({ height })
      place(state.get().selected)
    },
    move: (by) => place(state.get().selected + (state.get().anchor === 'end' ? -by : by)),
    first: () => {
      const { anchor, complete } = state.get()
      if (anchor === 'start') place(0)
      else if (complete) place(cache.known() - 1)
      else void start('start')
    },
    last: () => {
      const { anchor, complete } = state.get()
      if (anchor === 'end') place(0)
      else if (complete || !canReverse) place(cache.known() - 1)
      else void start('end')
    },
    narrow: (next) => {
      matches = next
      void start('start')
    },
    reload: () => start('start'),
    refresh,
    more: () => void loadOn(cache.known() + state.get().height),
    kept: () => cache.kept(),
    close: () => aborter.abort(),
  }
}
