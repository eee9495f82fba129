import type { ReactNode } from 'react'
import { type Row, span } from '../draw/paint.ts'
import { Rows, useSize } from '../draw/surface.tsx'
import type { Overlay, ScreenTools } from '../frame/screen.ts'
import { createStore, useStore } from '../store.ts'
import type { ListControls } from './list-controls.ts'

/** Which columns the list shows; the change is seen at once. */
export function openColumnsDialog<T>(tools: ScreenTools, list: ListControls<T>): Overlay {
  const at = createStore(0)
  const { columns, settings } = list
  const move = (by: number) => at.set((at.get() + by + columns.length) % columns.length)
  const close = () => tools.open(null)
  return {
    place: 'middle',
    height: () => columns.length + 1,
    bindings: () => [
      {
        keys: ['space'],
        label: 'show or hide',
        shown: 'footer',
        run: () => {
          const column = columns[at.get()]
          if (column !== undefined && column.order !== 0) list.toggleColumn(column.name)
        },
      },
      { keys: ['j', 'down'], label: 'down', shown: 'footer', run: () => move(1) },
      { keys: ['k', 'up'], label: 'up', shown: 'footer', run: () => move(-1) },
      { keys: ['escape', 'enter', ','], label: 'close', shown: 'footer', run: close },
    ],
    View: function ColumnsDialog(): ReactNode {
      const size = useSize()
      const chosen = useStore(at)
      const { hidden } = useStore(settings)
      const lines = columns.map((column, index) => {
        const row: Row = [` [${hidden.has(column.name) ? ' ' : 'x'}] ${column.title}`]
        return index === chosen ? { row, base: 'selected' as const } : { row }
      })
      return <Rows lines={[{ row: [span(' Columns', 'strong')] }, ...lines]} {...size} />
    },
  }
}
