import type { Binding } from '../../bindings.ts'
import { openActDialog, reasonField } from '../../frame/act-dialog.tsx'
import type { ScreenTools } from '../../frame/screen.ts'
import { contentBindings } from '../content-acts.ts'
import { pictureBindings, type Reveals } from '../reveal.ts'
import type { MessagesState } from './use-messages.ts'

/** Asks why the messages are to be read; the server writes the answer to its audit with every page. */
export function askForReason(tools: ScreenTools, { list, reason }: MessagesState): void {
  const dialog = openActDialog(
    tools,
    {
      act: null,
      title: 'Read private messages',
      about: 'The reason is written to the audit. Messages of a case are shown in :triage without this.',
      targets: [{ id: '', name: '' }],
      fields: [reasonField],
      done: '',
      command: ({ reason: why = '' }) => `momentum messages list --reason '${why.replaceAll("'", "'\\''")}'`,
      perform: async (_target, { reason: why = '' }) => {
        reason.set(why)
        await list.rows.reload()
        return { auditId: null }
      },
    },
    () => tools.open(null),
  )
  tools.open(dialog)
}

/** Acts on messages, and the question that comes before seeing any. */
export function messagesBindings(tools: ScreenTools, state: MessagesState, reveals: Reveals): Binding[] {
  const { list } = state
  const openAuthor = () => {
    const message = list.selected()
    if (message !== null) tools.go({ screen: 'user', id: message.from })
  }
  const after = () => {
    list.clearMarks()
    void list.rows.refresh()
  }
  const targets = () => list.targets().map((message) => ({ id: message.id, name: message.id }))
  return [
    {
      keys: ['enter'],
      label: 'open',
      group: 'go',
      shown: 'footer',
      run: () => (state.reason.get() === '' ? askForReason(tools, state) : openAuthor()),
    },
    ...contentBindings(tools, 'messages', targets, after),
    ...pictureBindings(tools, reveals, () => list.selected()?.pictures ?? []),
  ]
}
