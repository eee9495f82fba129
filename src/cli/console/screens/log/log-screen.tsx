import { span, wrapText } from '../../draw/paint.ts'
import type { DrawnRow } from '../../draw/surface.tsx'
import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { logBindings } from './bindings.ts'
import { useLog } from './use-log.ts'

/** The server's own log. */
export const logScreen: ScreenDefinition = {
  name: 'log',
  aliases: ['logs', 'tail'],
  about: 'the log of the server, as it grows',
  open: (tools) => {
    const list = useLog(tools)
    return listScreen({
      name: 'log',
      tools,
      list,
      bindings: logBindings(tools, list),
      preview: (line, { columns, rows }) => [
        { row: [span(line.at, 'muted'), ' ', span(line.level, 'strong')] },
        ...wrapText(`${line.message} ${line.fields}`, columns, rows - 1).map((text): DrawnRow => ({ row: [text] })),
      ],
    })
  },
}
