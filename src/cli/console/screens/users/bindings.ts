import type { Binding } from '../../bindings.ts'
import type { UserRow } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { ListControls } from '../../list/list-controls.ts'
import { personBindings } from '../person-bindings.ts'

/** Opening a person, and every act on the marked ones. */
export function usersBindings(tools: ScreenTools, list: ListControls<UserRow>): Binding[] {
  const open = () => {
    const user = list.selected()
    if (user !== null) tools.go({ screen: 'user', id: user.username })
  }
  const after = () => {
    list.clearMarks()
    void list.rows.refresh()
  }
  return [
    {
      keys: ['enter'],
      label: 'open',
      group: 'go',
      shown: 'footer',
      run: open,
      whyDisabled: () => (list.selected() === null ? 'nothing is selected' : null),
    },
    ...personBindings(tools, () => list.targets().map((user) => ({ id: user.id, name: user.username })), after),
  ]
}
