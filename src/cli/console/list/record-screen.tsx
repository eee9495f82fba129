import { type ReactNode, useLayoutEffect } from 'react'
import type { Binding } from '../bindings.ts'
import type { LiveEvent } from '../console-api.ts'
import { plainText, type Row, span } from '../draw/paint.ts'
import { type DrawnRow, Rows, useSize } from '../draw/surface.tsx'
import type { Screen, ScreenTools } from '../frame/screen.ts'
import { createStore, type Store, useStore, useStores } from '../store.ts'

/** One tab of a record: its name and how it is drawn. */
export interface RecordTab<T> {
  name: string
  rows(record: T, size: { columns: number; rows: number }): readonly DrawnRow[]
}

export interface RecordState<T> {
  record: T | null
  problem: string | null
  tab: number
  top: number
  /** Rows there were to show, and that fitted, when it was drawn last. */
  length: number
  height: number
}

export interface RecordControls<T> {
  readonly state: Store<RecordState<T>>
  load(): Promise<void>
  scroll(by: number): void
  hear(event: LiveEvent): void
  close(): void
}

const quietMs = 1000

/** One thing and everything about it; loads at once, and again after the live events it hears. */
export function createRecordControls<T>(load: (signal: AbortSignal) => Promise<T>, hears?: RegExp): RecordControls<T> {
  const state = createStore<RecordState<T>>({ record: null, problem: null, tab: 0, top: 0, length: 0, height: 1 })
  const aborter = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const loadAgain = async () => {
    try {
      const record = await load(aborter.signal)
      if (!aborter.signal.aborted) state.patch({ record, problem: null })
    } catch (error) {
      if (!aborter.signal.aborted) state.patch({ problem: error instanceof Error ? error.message : String(error) })
    }
  }
  void loadAgain()
  return {
    state,
    load: loadAgain,
    scroll: (by) => {
      const { top, length, height } = state.get()
      state.patch({ top: Math.min(Math.max(0, top + by), Math.max(0, length - height)) })
    },
    hear: (event) => {
      if (hears === undefined || !hears.test(event.type) || timer !== undefined) return
      timer = setTimeout(() => {
        timer = undefined
        void loadAgain()
      }, quietMs)
    },
    close: () => {
      clearTimeout(timer)
      aborter.abort()
    },
  }
}

export interface RecordScreenOptions<T> {
  name: string
  title: () => string
  tools: ScreenTools
  controls: RecordControls<T>
  tabs: readonly RecordTab<T>[]
  bindings: Binding[]
  /** For `y`. */
  id?: () => string
  /** Stores besides the record that the rows are made of. */
  also?: readonly Store<unknown>[]
}

/** A screen about one record: tabs of rows that scroll. */
export function recordScreen<T>(options: RecordScreenOptions<T>): Screen {
  const { name, title, tools, controls, tabs, bindings, id, also = [] } = options
  const { state } = controls
  const page = () => Math.max(1, state.get().height - 1)
  const all: Binding[] = [
    ...bindings,
    { keys: ['j', 'down'], label: 'down', group: 'move', run: () => controls.scroll(1) },
    { keys: ['k', 'up'], label: 'up', group: 'move', run: () => controls.scroll(-1) },
    { keys: ['pagedown', 'ctrl-f'], label: 'page down', group: 'move', run: () => controls.scroll(page()) },
    { keys: ['pageup', 'ctrl-b'], label: 'page up', group: 'move', run: () => controls.scroll(-page()) },
    { keys: ['g', 'home'], label: 'first', group: 'move', run: () => controls.scroll(Number.NEGATIVE_INFINITY) },
    { keys: ['G', 'end'], label: 'last', group: 'move', run: () => controls.scroll(state.get().length) },
    ...(id === undefined
      ? []
      : [{ keys: ['y'], label: 'copy id', group: 'view', run: () => tools.copy(id()) } satisfies Binding]),
  ]
  const stores = [state, ...also]
  const rowsOf = (size: { columns: number; rows: number }) => {
    const { record, tab } = state.get()
    return record === null ? [] : (tabs[tab]?.rows(record, size) ?? [])
  }
  return {
    name,
    title,
    bindings: () => all,
    stores,
    ...(tabs.length < 2
      ? {}
      : {
          tabs: {
            names: tabs.map((tab) => tab.name),
            active: () => state.get().tab,
            choose: (tab) => state.patch({ tab, top: 0 }),
          },
        }),
    text: () => rowsOf({ columns: 120, rows: 1000 }).map(({ row }) => plainText(row)),
    refresh: () => void controls.load(),
    hear: controls.hear,
    close: controls.close,
    View: function RecordScreen(): ReactNode {
      const size = useSize()
      const { record, problem, top } = useStore(state)
      useStores(stores)
      const lines = [...rowsOf(size)]
      const { length } = lines
      useLayoutEffect(() => state.patch({ length, height: size.rows }), [length, size.rows])
      const said: Row | null =
        problem !== null ? [span(`  ${problem}`, 'danger')] : record === null ? [span('  loading…', 'muted')] : null
      const shown = lines.slice(Math.min(top, Math.max(0, length - size.rows)))
      return <Rows lines={said === null ? shown : [{ row: said }, ...shown]} {...size} />
    },
  }
}

/** `label   value` rows, with the label in grey and all values in one column. */
export function fieldRows(fields: readonly (readonly [label: string, value: string | Row])[]): DrawnRow[] {
  const width = Math.max(...fields.map(([label]) => label.length)) + 2
  return fields.map(([label, value]) => ({
    row: ['  ', span(label.padEnd(width), 'muted'), ...(typeof value === 'string' ? [value] : value)],
  }))
}

/** A heading within a record. */
export function headingRow(text: string): DrawnRow {
  return { row: [' ', span(text, 'accent')] }
}

/** Rows under a heading, or a word that there are none. */
export function sectionRows(title: string, rows: readonly DrawnRow[], none = 'none'): DrawnRow[] {
  return [headingRow(title), ...(rows.length === 0 ? [{ row: ['  ', span(none, 'muted')] }] : rows), { row: [] }]
}
