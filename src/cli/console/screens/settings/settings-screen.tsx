import { span, wrapText } from '../../draw/paint.ts'
import type { DrawnRow } from '../../draw/surface.tsx'
import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { settingsBindings } from './bindings.ts'
import { useSettings } from './use-settings.ts'

/** What an operator can change while the server runs. */
export const settingsScreen: ScreenDefinition = {
  name: 'settings',
  aliases: ['setting', 'config'],
  about: 'what can be changed while the server runs',
  open: (tools) => {
    const list = useSettings(tools)
    return listScreen({
      name: 'settings',
      tools,
      list,
      bindings: settingsBindings(tools, list),
      preview: (setting, { columns, rows }) => [
        { row: [span(setting.name, 'strong')] },
        ...wrapText(setting.help, columns, rows - 1).map((line): DrawnRow => ({ row: [line] })),
      ],
    })
  },
}
