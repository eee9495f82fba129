import type { Binding } from '../bindings.ts'
import type { ScreenTools } from '../frame/screen.ts'
import { openColumnsDialog } from './columns-dialog.tsx'
import type { ListControls } from './list-controls.ts'

/** The keys every list has: moving, marking, order, columns, the id. */
export function listBindings<T>(tools: ScreenTools, list: ListControls<T>): Binding[] {
  const { rows } = list
  const page = () => Math.max(1, rows.state.get().height - 1)
  const nothing = () => (list.selected() === null ? 'nothing is selected' : null)
  const oneOrder = () => (list.settings.get().sort === null ? 'this list has one order' : null)
  const oneWay = () => (list.canReverse ? null : 'the server sorts this list one way')
  return [
    { keys: ['j', 'down'], label: 'down', group: 'move', run: () => rows.move(1) },
    { keys: ['k', 'up'], label: 'up', group: 'move', run: () => rows.move(-1) },
    { keys: ['pagedown', 'ctrl-f'], label: 'page down', group: 'move', run: () => rows.move(page()) },
    { keys: ['pageup', 'ctrl-b'], label: 'page up', group: 'move', run: () => rows.move(-page()) },
    { keys: ['g', 'home'], label: 'first', group: 'move', run: () => rows.first() },
    { keys: ['G', 'end'], label: 'last', group: 'move', run: () => rows.last() },
    { keys: ['space'], label: 'mark', group: 'act', run: list.toggleMark, whyDisabled: nothing },
    { keys: ['*'], label: 'mark all loaded', group: 'act', run: list.markAll },
    { keys: ['\\'], label: 'unmark all', group: 'act', run: list.clearMarks },
    {
      keys: ['y'],
      label: 'copy id',
      group: 'view',
      whyDisabled: nothing,
      run: () => {
        const row = list.selected()
        if (row !== null) tools.copy(list.idOf(row))
      },
    },
    { keys: ['>'], label: 'sort by next', group: 'view', run: () => list.turnSort(1), whyDisabled: oneOrder },
    { keys: ['<'], label: 'sort by before', group: 'view', run: () => list.turnSort(-1), whyDisabled: oneOrder },
    { keys: ['='], label: 'turn order', group: 'view', run: list.flipSort, whyDisabled: oneWay },
    { keys: [','], label: 'columns', group: 'view', run: () => tools.open(openColumnsDialog(tools, list)) },
    {
      keys: ['+'],
      label: 'search on',
      group: 'view',
      run: () => rows.more(),
      whyDisabled: () => (rows.state.get().paused ? null : 'the search is not waiting'),
    },
  ]
}
