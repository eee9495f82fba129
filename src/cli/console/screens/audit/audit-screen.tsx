import { span, wrapText } from '../../draw/paint.ts'
import type { DrawnRow } from '../../draw/surface.tsx'
import { clockTime } from '../../draw/words.ts'
import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { auditBindings } from './bindings.ts'
import { useAudit } from './use-audit.ts'

/** What was done, by whom, on whom, and why. */
export const auditScreen: ScreenDefinition = {
  name: 'audit',
  aliases: ['history'],
  about: 'what was done, by whom and why, with undo',
  takesId: 'optional',
  open: (tools, about) => {
    const list = useAudit(tools, about)
    return listScreen({
      name: 'audit',
      title: () => (about === null ? 'audit' : `audit of ${about}`),
      tools,
      list,
      bindings: auditBindings(tools, list),
      preview: (entry, { columns, rows }) => {
        const part = (label: string, text: string): DrawnRow[] => [
          { row: [span(label, 'muted')] },
          ...wrapText(text, columns, Math.max(1, Math.floor(rows / 4))).map(
            (line): DrawnRow => ({ row: ['  ', line] }),
          ),
        ]
        return [
          { row: [span(`${entry.actor} ${entry.action} ${entry.subject}`, 'strong')] },
          { row: [span(`${clockTime(entry.at)} from ${entry.door} · ${entry.id}`, 'muted')] },
          ...part('because', entry.reason),
          ...part('before', entry.before),
          ...part('after', entry.after),
        ]
      },
    })
  },
}
