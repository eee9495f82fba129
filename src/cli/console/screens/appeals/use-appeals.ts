import type { AppealRow } from '../../console-shapes.ts'
import { ago } from '../../draw/words.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { Column } from '../../list/columns.ts'
import { createListControls, type ListControls } from '../../list/list-controls.ts'
import { stateRole } from '../state-role.ts'

const columns: readonly Column<AppealRow>[] = [
  { name: 'at', title: 'When', width: 10, order: 1, cell: (appeal, now) => ago(appeal.at, now) },
  { name: 'person', title: 'Person', width: 16, order: 0, cell: (appeal) => appeal.person },
  { name: 'action', title: 'Against', width: 10, order: 0, cell: (appeal) => appeal.action },
  { name: 'rule', title: 'Rule', width: 16, order: 3, cell: (appeal) => appeal.rule },
  {
    name: 'state',
    title: 'State',
    width: 10,
    order: 2,
    cell: (appeal) => appeal.state,
    role: (appeal) => stateRole(appeal.state),
  },
  { name: 'text', title: 'Says', width: 'rest', least: 24, order: 0, cell: (appeal) => appeal.text },
]

/** Appeals that wait, and those that were decided. */
export function useAppeals(tools: ScreenTools): ListControls<AppealRow> {
  return createListControls({
    columns,
    now: tools.now,
    idOf: (appeal) => appeal.id,
    load: (query, signal) => tools.api.appeals(query, signal),
    tabs: [
      { name: 'open', filter: { state: 'open' } },
      { name: 'upheld', filter: { state: 'upheld' } },
      { name: 'overturned', filter: { state: 'overturned' } },
    ],
    hears: /^(appeal|case|user|audit)\./,
  })
}
