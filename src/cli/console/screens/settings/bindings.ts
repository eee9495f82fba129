import { commandFor } from '../../acts.ts'
import type { Binding } from '../../bindings.ts'
import type { SettingRow } from '../../console-shapes.ts'
import { openActDialog, reasonField } from '../../frame/act-dialog.tsx'
import type { ScreenTools } from '../../frame/screen.ts'
import type { ListControls } from '../../list/list-controls.ts'

/** Changing one setting. */
export function settingsBindings(tools: ScreenTools, list: ListControls<SettingRow>): Binding[] {
  const edit = () => {
    const setting = list.selected()
    if (setting === null) return
    const dialog = openActDialog(
      tools,
      {
        act: 'settings.set',
        title: `Set ${setting.name}`,
        about: setting.help,
        targets: [{ id: '', name: setting.name }],
        fields: [{ name: 'value', label: 'value', kind: 'text', initial: setting.value }, reasonField],
        body: ({ value = '', reason = '' }) => ({ [setting.name]: readValue(value), reason }),
        command: ({ value = '', reason = '' }) =>
          commandFor('settings.set', [setting.name], { words: [value], flags: { reason } }),
        done: `${setting.name} set`,
        after: () => void list.rows.refresh(),
      },
      () => tools.open(null),
    )
    tools.open(dialog)
  }
  return [
    {
      keys: ['e', 'enter'],
      label: 'edit',
      group: 'act',
      shown: 'footer',
      dangerous: true,
      run: edit,
      whyDisabled: () => (list.selected() === null ? 'nothing is selected' : null),
    },
  ]
}

/** Values are JSON, or a word as it is; the command line reads them the same way. */
function readValue(typed: string): unknown {
  try {
    return JSON.parse(typed)
  } catch {
    return typed
  }
}
