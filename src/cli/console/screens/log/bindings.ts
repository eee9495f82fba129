import type { Binding } from '../../bindings.ts'
import type { LogLine } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { ListControls } from '../../list/list-controls.ts'

/** One line in full, in the pager. */
export function logBindings(tools: ScreenTools, list: ListControls<LogLine>): Binding[] {
  return [
    {
      keys: ['enter'],
      label: 'open',
      group: 'go',
      shown: 'footer',
      whyDisabled: () => (list.selected() === null ? 'nothing is selected' : null),
      run: () => {
        const line = list.selected()
        if (line !== null) tools.page([`${line.at} ${line.level}`, line.message, line.fields])
      },
    },
  ]
}
