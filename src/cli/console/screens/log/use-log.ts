import type { LogLine } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { Column } from '../../list/columns.ts'
import { createListControls, type ListControls } from '../../list/list-controls.ts'
import { stateRole } from '../state-role.ts'

const columns: readonly Column<LogLine>[] = [
  { name: 'at', title: 'Time', width: 12, order: 1, cell: (line) => line.at.slice(11, 23) },
  {
    name: 'level',
    title: 'Level',
    width: 5,
    order: 0,
    cell: (line) => line.level,
    role: (line) => stateRole(line.level),
  },
  // One column, because most lines are told apart by what comes with the message.
  {
    name: 'message',
    title: 'Message',
    width: 'rest',
    order: 0,
    cell: (line) => `${line.message} ${line.fields}`.trim(),
  },
]

/** The server's log, newest first; it follows by itself while the top is in view. */
export function useLog(tools: ScreenTools): ListControls<LogLine> {
  return createListControls({
    columns,
    now: tools.now,
    idOf: (line) => line.id,
    load: (query, signal) => tools.api.log(query, signal),
    tabs: [
      { name: 'all', filter: {} },
      { name: 'warnings', filter: { level: 'warn' } },
      { name: 'errors', filter: { level: 'error' } },
    ],
    // Whatever happens leaves a line, and the pulse of the server tells the rest.
    hears: /./,
    serverSearches: true,
  })
}
