import type { ContentRow } from '../console-shapes.ts'
import { span, wrapText } from '../draw/paint.ts'
import type { DrawnRow } from '../draw/surface.tsx'
import { ago, clockTime, short } from '../draw/words.ts'
import type { ScreenTools } from '../frame/screen.ts'
import type { Column } from '../list/columns.ts'
import { pictureRows } from './picture-rows.ts'
import type { Reveals } from './reveal.ts'
import { stateRole } from './state-role.ts'

/** The columns of posts and comments. */
export const contentColumns: readonly Column<ContentRow>[] = [
  { name: 'at', title: 'When', width: 10, order: 2, cell: (item, now) => ago(item.at, now) },
  { name: 'author', title: 'Author', width: 16, order: 0, cell: (item) => item.author },
  {
    name: 'state',
    title: 'State',
    width: 8,
    order: 1,
    cell: (item) => item.state,
    role: (item) => stateRole(item.state),
  },
  { name: 'text', title: 'Text', width: 'rest', least: 34, order: 0, cell: (item) => item.text },
  {
    name: 'pictures',
    title: 'Pics',
    width: 4,
    align: 'right',
    order: 5,
    cell: (item) => (item.pictures.length === 0 ? '' : String(item.pictures.length)),
  },
  { name: 'reports', title: 'Reps', width: 5, align: 'right', order: 3, cell: (item) => short(item.reports) },
  { name: 'reactions', title: 'React.', width: 6, align: 'right', order: 6, cell: (item) => short(item.reactions) },
  { name: 'replies', title: 'Repl.', width: 6, align: 'right', order: 7, cell: (item) => short(item.replies) },
]

/** The selected post or comment in full, with its first picture. */
export function contentPreview(tools: ScreenTools, reveals: Reveals) {
  return (item: ContentRow, size: { columns: number; rows: number }): DrawnRow[] => {
    const text = wrapText(item.text, size.columns, Math.max(2, Math.floor(size.rows / 3)))
    const head: DrawnRow = {
      row: [
        span(item.author, 'strong'),
        span(` ${clockTime(item.at)} `, 'muted'),
        span(item.state, stateRole(item.state)),
      ],
    }
    const [picture] = item.pictures
    const room = size.rows - text.length - 1
    const view = { shelf: tools.pictures, revealed: reveals.revealed }
    const drawn =
      picture === undefined ? [] : pictureRows(picture, { columns: size.columns, rows: room }, view, item.reports > 0)
    return [head, ...text.map((line): DrawnRow => ({ row: [line] })), ...drawn]
  }
}
