import type { MessageRow } from '../../console-shapes.ts'
import { ago } from '../../draw/words.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { Column } from '../../list/columns.ts'
import { createListControls, type ListControls } from '../../list/list-controls.ts'
import { createStore, type Store } from '../../store.ts'
import { stateRole } from '../state-role.ts'

const columns: readonly Column<MessageRow>[] = [
  { name: 'at', title: 'When', width: 10, order: 2, cell: (message, now) => ago(message.at, now) },
  { name: 'from', title: 'From', width: 14, order: 0, cell: (message) => message.from },
  { name: 'to', title: 'To', width: 14, order: 3, cell: (message) => message.to },
  {
    name: 'state',
    title: 'State',
    width: 8,
    order: 1,
    cell: (message) => message.state,
    role: (message) => stateRole(message.state),
  },
  { name: 'text', title: 'Text', width: 'rest', least: 30, order: 0, cell: (message) => message.text },
]

export interface MessagesState {
  list: ListControls<MessageRow>
  /** Why they are read; nothing is asked of the server before there is a reason. */
  reason: Store<string>
}

/** Private messages, of one person when `of` is given; empty until a reason was typed. */
export function useMessages(tools: ScreenTools, of: string | null): MessagesState {
  const reason = createStore('')
  const by: Record<string, string> = of === null ? {} : { author: of }
  const list = createListControls<MessageRow>({
    columns,
    now: tools.now,
    idOf: (message) => message.id,
    emptyWords: () => (reason.get() === '' ? 'nothing is read without a reason; enter asks for it' : null),
    load: async (query, signal) => {
      const why = reason.get()
      if (why === '') return { items: [], nextCursor: null }
      return tools.api.messages({ ...query, reason: why, filter: { ...query.filter, ...by } }, signal)
    },
  })
  return { list, reason }
}
