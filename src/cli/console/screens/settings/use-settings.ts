import type { SettingRow } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { Column } from '../../list/columns.ts'
import { createListControls, type ListControls } from '../../list/list-controls.ts'

const columns: readonly Column<SettingRow>[] = [
  { name: 'name', title: 'Setting', width: 28, order: 0, cell: (setting) => setting.name },
  {
    name: 'value',
    title: 'Value',
    width: 'rest',
    order: 0,
    cell: (setting) => setting.value,
    role: (setting) => (setting.value === setting.standard ? 'plain' : 'accent'),
  },
  {
    name: 'standard',
    title: 'Standard',
    width: 20,
    order: 1,
    cell: (setting) => setting.standard,
    role: () => 'muted',
  },
]

/** What an operator can change while the server runs. */
export function useSettings(tools: ScreenTools): ListControls<SettingRow> {
  return createListControls({
    columns,
    now: tools.now,
    idOf: (setting) => setting.name,
    load: async (_query, signal) => ({ items: await tools.api.settings(signal), nextCursor: null }),
    hears: /^settings?\./,
  })
}
