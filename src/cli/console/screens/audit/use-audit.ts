import type { AuditRow } from '../../console-shapes.ts'
import { ago } from '../../draw/words.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { Column } from '../../list/columns.ts'
import { createListControls, type ListControls } from '../../list/list-controls.ts'

const columns: readonly Column<AuditRow>[] = [
  { name: 'at', title: 'When', width: 10, order: 1, cell: (entry, now) => ago(entry.at, now) },
  { name: 'actor', title: 'Who', width: 14, order: 0, cell: (entry) => entry.actor },
  { name: 'door', title: 'From', width: 8, order: 5, cell: (entry) => entry.door },
  { name: 'action', title: 'Did', width: 18, order: 0, cell: (entry) => entry.action },
  { name: 'subject', title: 'On', width: 18, order: 2, cell: (entry) => entry.subject },
  { name: 'reason', title: 'Because', width: 'rest', least: 20, order: 0, cell: (entry) => entry.reason },
  {
    name: 'undone',
    title: 'Undone',
    width: 6,
    order: 3,
    cell: (entry) => (entry.undoneBy !== null ? 'yes' : entry.undoable ? '' : 'never'),
    role: () => 'muted',
  },
]

/** Everything operators did, newest first; about one person when `about` is given. */
export function useAudit(tools: ScreenTools, about: string | null): ListControls<AuditRow> {
  const filter: Record<string, string> = about === null ? {} : { subject: about }
  return createListControls({
    columns,
    now: tools.now,
    idOf: (entry) => entry.id,
    load: (query, signal) => tools.api.audit({ ...query, filter: { ...query.filter, ...filter } }, signal),
    hears: /^(?!pulse$|ready$)/,
  })
}
