import type { Binding } from '../../bindings.ts'
import type { AuditRow } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { ListControls } from '../../list/list-controls.ts'
import { actBinding } from '../act-binding.ts'

/** Undoing any act that can be undone, whoever did it. */
export function auditBindings(tools: ScreenTools, list: ListControls<AuditRow>): Binding[] {
  return [
    actBinding(tools, {
      key: 'u',
      label: 'undo',
      act: 'undo',
      verb: 'Undo',
      did: 'undid',
      many: 'acts',
      shown: 'footer',
      targets: () => list.targets().map((entry) => ({ id: entry.id, name: entry.id })),
      about: 'What was changed is put back as it was before; the entry stays.',
      whyDisabled: () => {
        const stuck = list.targets().find((entry) => !entry.undoable || entry.undoneBy !== null)
        if (stuck === undefined) return null
        return stuck.undoneBy === null ? `${stuck.action} cannot be undone` : `${stuck.action} was undone already`
      },
      after: () => {
        list.clearMarks()
        void list.rows.refresh()
      },
    }),
  ]
}
