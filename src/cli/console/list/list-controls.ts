import type { ListQuery, LiveEvent, Page } from '../console-api.ts'
import { createStore, type Store } from '../store.ts'
import type { Column } from './columns.ts'
import { type CursorList, createCursorList } from './cursor-list.ts'
import { readFilter } from './text-filter.ts'

/** A tab of a list: its name and the parameters it asks the route with. */
export interface ListTab {
  name: string
  filter: Readonly<Record<string, string>>
}

export interface ListControlsOptions<T> {
  columns: readonly Column<T>[]
  load(query: ListQuery, signal: AbortSignal): Promise<Page<T>>
  idOf(row: T): string
  /** The route searches by `query` itself, so that a plain filter covers rows that were never loaded. */
  serverSearches?: boolean
  /** The order the list begins with; absent where the route has one order only. */
  sort?: { by: string; descending: boolean }
  tabs?: readonly ListTab[]
  /** Live events after which the list is fetched again. */
  hears?: RegExp
  /** What is said when there are no rows; null leaves it to the list. */
  emptyWords?: () => string | null
  /** The route can answer in the opposite order. */
  reverses?: boolean
  now(): number
}

export interface ListSettings {
  filter: string
  tab: number
  sort: { by: string; descending: boolean } | null
  hidden: ReadonlySet<string>
}

/** A list as a screen holds it: rows, selection, marks, order, filter and tab. */
export interface ListControls<T> {
  readonly columns: readonly Column<T>[]
  readonly rows: CursorList<T>
  readonly settings: Store<ListSettings>
  readonly marks: Store<ReadonlyMap<string, T>>
  readonly tabs: readonly ListTab[]
  readonly canReverse: boolean
  idOf(row: T): string
  emptyWords(): string | null
  selected(): T | null
  /** What an act is about: the marked rows, or the selected one when none is marked. */
  targets(): T[]
  toggleMark(): void
  markAll(): void
  clearMarks(): void
  setFilter(typed: string): void
  chooseTab(index: number): void
  /** Sorts by the next (or previous) column that can be sorted by. */
  turnSort(by: 1 | -1): void
  flipSort(): void
  toggleColumn(name: string): void
  hear(event: LiveEvent): void
  /** The rows that are loaded as lines with tabs, under the names of their columns. */
  text(): string[]
  close(): void
}

const quietMs = 1500

/** Builds the state of a list; it begins to load at once. */
export function createListControls<T>(options: ListControlsOptions<T>): ListControls<T> {
  const { columns, idOf, tabs = [], serverSearches = false, hears, now } = options
  const settings = createStore<ListSettings>({
    filter: '',
    tab: 0,
    sort: options.sort ?? null,
    hidden: new Set(),
  })
  const marks = createStore<ReadonlyMap<string, T>>(new Map())
  const sortable = columns.flatMap((column) => (column.sortsBy === undefined ? [] : [column.sortsBy]))
  let timer: NodeJS.Timeout | undefined

  const rows = createCursorList<T>({
    idOf,
    canReverse: options.reverses === true,
    load: ({ cursor, limit, reversed, signal }) => {
      const { filter, tab, sort } = settings.get()
      const { query } = readFilter(filter, serverSearches)
      const order = sort === null ? {} : { sort: { ...sort, descending: sort.descending !== reversed } }
      const search = query === '' ? {} : { query }
      return options.load({ limit, cursor, ...order, ...search, filter: tabs[tab]?.filter ?? {} }, signal)
    },
  })

  const rowText = (row: T) => columns.map((column) => column.cell(row, now())).join(' ')
  const startAgain = () => {
    const { matches } = readFilter(settings.get().filter, serverSearches)
    rows.narrow(matches === null ? null : (row) => matches(rowText(row)))
  }
  startAgain()

  return {
    columns,
    rows,
    settings,
    marks,
    tabs,
    canReverse: options.reverses === true,
    idOf,
    emptyWords: () => options.emptyWords?.() ?? null,
    selected: () => rows.selectedRow(),
    targets: () => {
      const selected = rows.selectedRow()
      return marks.get().size > 0 ? [...marks.get().values()] : selected === null ? [] : [selected]
    },
    toggleMark: () => {
      const row = rows.selectedRow()
      if (row === null) return
      const next = new Map(marks.get())
      if (!next.delete(idOf(row))) next.set(idOf(row), row)
      marks.set(next)
      rows.move(1)
    },
    markAll: () => marks.set(new Map(rows.kept().map((row) => [idOf(row), row]))),
    clearMarks: () => marks.set(new Map()),
    setFilter: (typed) => {
      if (typed === settings.get().filter) return
      settings.patch({ filter: typed })
      startAgain()
    },
    chooseTab: (index) => {
      settings.patch({ tab: index })
      marks.set(new Map())
      startAgain()
    },
    turnSort: (by) => {
      const { sort } = settings.get()
      if (sort === null || sortable.length === 0) return
      const at = sortable.indexOf(sort.by)
      const next = sortable[(at + by + sortable.length) % sortable.length]
      if (next === undefined) return
      settings.patch({ sort: { ...sort, by: next } })
      startAgain()
    },
    flipSort: () => {
      const { sort } = settings.get()
      if (sort === null) return
      settings.patch({ sort: { ...sort, descending: !sort.descending } })
      startAgain()
    },
    toggleColumn: (name) => {
      const hidden = new Set(settings.get().hidden)
      if (!hidden.delete(name)) hidden.add(name)
      settings.patch({ hidden })
    },
    hear: (event) => {
      if (hears === undefined || !hears.test(event.type) || timer !== undefined) return
      timer = setTimeout(() => {
        timer = undefined
        void rows.refresh()
      }, quietMs)
    },
    text: () => [
      columns.map((column) => column.title).join('\t'),
      ...rows.kept().map((row) => columns.map((column) => column.cell(row, now())).join('\t')),
    ],
    close: () => {
      clearTimeout(timer)
      rows.close()
    },
  }
}
