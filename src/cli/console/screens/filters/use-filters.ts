import type { FilterRow } from '../../console-shapes.ts'
import { ago, short } from '../../draw/words.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { Column } from '../../list/columns.ts'
import { createListControls, type ListControls } from '../../list/list-controls.ts'

const columns: readonly Column<FilterRow>[] = [
  { name: 'kind', title: 'Kind', width: 8, order: 0, cell: (filter) => filter.kind },
  { name: 'pattern', title: 'Pattern', width: 'rest', order: 0, cell: (filter) => filter.pattern },
  { name: 'effect', title: 'Does', width: 6, order: 0, cell: (filter) => filter.effect },
  { name: 'hits', title: 'Hits', width: 6, align: 'right', order: 1, cell: (filter) => short(filter.hits) },
  { name: 'by', title: 'By', width: 14, order: 3, cell: (filter) => filter.by },
  { name: 'at', title: 'Since', width: 10, order: 2, cell: (filter, now) => ago(filter.at, now) },
]

/** Words, patterns, links and pictures that are held, hidden or flagged by themselves. */
export function useFilters(tools: ScreenTools): ListControls<FilterRow> {
  return createListControls({
    columns,
    now: tools.now,
    idOf: (filter) => filter.id,
    load: (query, signal) => tools.api.filters(query, signal),
    hears: /^filter\./,
  })
}
