import { span, wrapText } from '../../draw/paint.ts'
import type { DrawnRow } from '../../draw/surface.tsx'
import { clockTime } from '../../draw/words.ts'
import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { pictureRows } from '../picture-rows.ts'
import { createReveals } from '../reveal.ts'
import { askForReason, messagesBindings } from './bindings.ts'
import { useMessages } from './use-messages.ts'

/** Private messages, behind a reason. */
export const messagesScreen: ScreenDefinition = {
  name: 'messages',
  aliases: ['message', 'dm'],
  about: 'private messages, for a reason that is audited',
  takesId: 'optional',
  open: (tools, of) => {
    const state = useMessages(tools, of)
    const reveals = createReveals()
    const view = { shelf: tools.pictures, revealed: reveals.revealed }
    // The dialog belongs over this screen, which is not open before this function has returned.
    queueMicrotask(() => askForReason(tools, state))
    return listScreen({
      name: 'messages',
      title: () => (of === null ? 'messages' : `messages of ${of}`),
      tools,
      list: state.list,
      bindings: messagesBindings(tools, state, reveals),
      also: [state.reason, reveals.shown, tools.pictures.changed, tools.pictures.grey],
      preview: (message, size) => {
        const text = wrapText(message.text, size.columns, Math.max(2, Math.floor(size.rows / 2)))
        const [picture] = message.pictures
        const room = { columns: size.columns, rows: size.rows - text.length - 1 }
        return [
          { row: [span(`${message.from} → ${message.to}`, 'strong'), span(` ${clockTime(message.at)}`, 'muted')] },
          ...text.map((line): DrawnRow => ({ row: [line] })),
          ...(picture === undefined ? [] : pictureRows(picture, room, view, true)),
        ]
      },
    })
  },
}
