import type { ReactNode } from 'react'
import type { Binding } from '../bindings.ts'
import { cleanText, type Row } from '../draw/paint.ts'
import type { Screen, ScreenTools } from '../frame/screen.ts'
import { type Store, useStores } from '../store.ts'
import { listBindings } from './list-bindings.ts'
import type { ListControls } from './list-controls.ts'
import { ListView, type ListViewProps } from './list-view.tsx'

export interface ListScreenOptions<T> {
  name: string
  title?: () => string
  tools: ScreenTools
  list: ListControls<T>
  bindings: Binding[]
  preview?: ListViewProps<T>['preview']
  /** Stores besides the list that the preview is made of. */
  also?: readonly Store<unknown>[]
}

/** A screen that is a list: the screen's own keys first, then those of every list. */
export function listScreen<T>({
  name,
  title,
  tools,
  list,
  bindings,
  preview,
  also = [],
}: ListScreenOptions<T>): Screen {
  const all = [...bindings, ...listBindings(tools, list)]
  const stores = [list.rows.state, list.settings, list.marks, ...also]
  const tabs = {
    names: list.tabs.map((tab) => tab.name),
    active: () => list.settings.get().tab,
    choose: list.chooseTab,
  }
  return {
    name,
    title: title ?? (() => name),
    bindings: () => all,
    stores,
    View: function ListScreen(): ReactNode {
      useStores(stores)
      return <ListView list={list} now={tools.now} preview={preview} />
    },
    note: () => noteOf(list),
    ...(list.tabs.length > 0 ? { tabs } : {}),
    filter: { text: () => list.settings.get().filter, set: list.setFilter },
    text: () => list.text().map((line) => line.split('\t').map(cleanText).join('\t')),
    refresh: () => void list.rows.refresh(),
    hear: list.hear,
    close: list.close,
  }
}

function noteOf<T>(list: ListControls<T>): Row {
  const { selected, complete, anchor } = list.rows.state.get()
  const { filter } = list.settings.get()
  const known = list.rows.known()
  const marked = list.marks.get().size
  const count = known.toLocaleString('en')
  const at = known === 0 ? '0' : (selected + 1).toLocaleString('en')
  const place = anchor === 'end' && !complete ? `${at} from the end` : `${at}/${count}${complete ? '' : '+'}`
  return [`${marked > 0 ? `${marked} marked · ` : ''}${filter === '' ? '' : `/${filter} · `}${place}`]
}
