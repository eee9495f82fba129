import type { Binding } from '../../bindings.ts'
import type { AppealRow } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { ListControls } from '../../list/list-controls.ts'
import { actBinding } from '../act-binding.ts'

/** The two answers an appeal can get, and the way to the person. */
export function appealsBindings(tools: ScreenTools, list: ListControls<AppealRow>): Binding[] {
  const common = {
    many: 'appeals',
    shown: 'footer' as const,
    targets: () =>
      list.targets().map((appeal) => ({ id: appeal.id, name: `appeal of ${appeal.person}`, word: appeal.id })),
    after: () => {
      list.clearMarks()
      void list.rows.refresh()
    },
  }
  return [
    {
      keys: ['enter'],
      label: 'open',
      group: 'go',
      shown: 'footer',
      run: () => {
        const appeal = list.selected()
        if (appeal !== null) tools.go({ screen: 'user', id: appeal.person })
      },
    },
    actBinding(tools, {
      ...common,
      key: 'U',
      label: 'uphold',
      act: 'appeals.uphold',
      verb: 'Uphold against the',
      did: 'upheld against the',
      about: 'The decision stands.',
    }),
    actBinding(tools, {
      ...common,
      key: 'O',
      label: 'overturn',
      act: 'appeals.overturn',
      verb: 'Overturn for the',
      did: 'overturned for the',
      about: 'The decision is undone, and its strike with it.',
    }),
  ]
}
