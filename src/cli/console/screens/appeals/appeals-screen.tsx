import { span, wrapText } from '../../draw/paint.ts'
import type { DrawnRow } from '../../draw/surface.tsx'
import { clockTime } from '../../draw/words.ts'
import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { appealsBindings } from './bindings.ts'
import { useAppeals } from './use-appeals.ts'

/** What people say against decisions about them. */
export const appealsScreen: ScreenDefinition = {
  name: 'appeals',
  aliases: ['appeal'],
  about: 'appeals against decisions',
  open: (tools) => {
    const list = useAppeals(tools)
    return listScreen({
      name: 'appeals',
      tools,
      list,
      bindings: appealsBindings(tools, list),
      preview: (appeal, size) => [
        { row: [span(appeal.person, 'strong'), span(` against ${appeal.action}`, 'muted')] },
        { row: [span(`by ${appeal.decidedBy} ${clockTime(appeal.decidedAt)}, rule ${appeal.rule}`, 'muted')] },
        { row: [] },
        ...wrapText(appeal.text, size.columns, size.rows - 3).map((line): DrawnRow => ({ row: [line] })),
      ],
    })
  },
}
