import type { ReactNode } from 'react'
import { type Binding, keyName } from '../bindings.ts'
import { fit, type Row, type Span, span } from '../draw/paint.ts'
import { type DrawnRow, Rows, useSize } from '../draw/surface.tsx'
import { createStore, useStore } from '../store.ts'
import type { Overlay } from './screen.ts'

const groupTitles = { act: 'Act', go: 'Go', move: 'Move', view: 'View' } as const

/** The keys of this screen, made from its bindings, with the reason beside each that cannot be used now. */
export function openHelp(title: string, bindings: readonly Binding[], close: () => void): Overlay {
  const top = createStore(0)
  const entries = helpRows(bindings)
  return {
    place: 'middle',
    height: ({ rows }) => rows,
    bindings: () => [
      { keys: ['escape', '?', 'q', 'enter'], label: 'close', run: close, shown: 'footer' },
      { keys: ['down', 'j', 'pagedown', 'space'], label: 'on', run: () => top.set(top.get() + 5), shown: 'footer' },
      { keys: ['up', 'k', 'pageup'], label: 'back', run: () => top.set(Math.max(0, top.get() - 5)) },
    ],
    View: function Help(): ReactNode {
      const { columns, rows } = useSize()
      const from = useStore(top)
      const two = columns >= 76
      const width = two ? Math.floor((columns - 3) / 2) : columns - 2
      const half = two ? Math.ceil(entries.length / 2) : entries.length
      const head: DrawnRow = { row: [' ', span(`Keys of ${title}`, 'strong')] }
      const body = Array.from({ length: half }, (_, index): DrawnRow => {
        const right = two ? entries[index + half] : undefined
        return { row: [' ', ...cell(entries[index], width), ...(right === undefined ? [] : cell(right, width))] }
      })
      const start = Math.min(from, Math.max(0, body.length - rows + 2))
      return <Rows lines={[head, { row: [] }, ...body.slice(start)]} columns={columns} rows={rows} />
    },
  }
}

type HelpEntry = { group: string } | { binding: Binding }

function helpRows(bindings: readonly Binding[]): HelpEntry[] {
  return (Object.keys(groupTitles) as (keyof typeof groupTitles)[]).flatMap((group): HelpEntry[] => {
    const inGroup = bindings.filter((binding) => (binding.group ?? 'act') === group)
    return inGroup.length === 0 ? [] : [{ group: groupTitles[group] }, ...inGroup.map((binding) => ({ binding }))]
  })
}

function cell(entry: HelpEntry | undefined, width: number): Span[] {
  if (entry === undefined) return []
  if ('group' in entry) return [span(fit(entry.group, width), 'accent')]
  const { keys, keysLabel, label, dangerous, whyDisabled } = entry.binding
  const why = whyDisabled?.() ?? null
  const names = keysLabel ?? keys.map(keyName).join(' ')
  const words = `${label}${dangerous ? ' !' : ''}${why === null ? '' : ` (${why})`}`
  const row: Row = [
    span(fit(names, 12), 'key'),
    ' ',
    span(fit(words, width - 14), why === null ? 'plain' : 'muted'),
    ' ',
  ]
  return [...row]
}
