import type { FilterTrial } from '../../console-shapes.ts'
import { span } from '../../draw/paint.ts'
import type { DrawnRow } from '../../draw/surface.tsx'
import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { createStore } from '../../store.ts'
import { filtersBindings } from './bindings.ts'
import { useFilters } from './use-filters.ts'

/** Filters, with a dry run before anyone is held by one. */
export const filtersScreen: ScreenDefinition = {
  name: 'filters',
  aliases: ['filter'],
  about: 'filters, with a dry run',
  open: (tools) => {
    const list = useFilters(tools)
    const trial = createStore<FilterTrial | null>(null)
    return listScreen({
      name: 'filters',
      tools,
      list,
      bindings: filtersBindings(tools, list, trial),
      also: [trial],
      preview: () => trialRows(trial.get()),
    })
  },
}

function trialRows(trial: FilterTrial | null): DrawnRow[] {
  if (trial === null) return [{ row: [span('T', 'key'), ' tries a filter on recent content, without effect'] }]
  const head = `would have caught ${trial.caught} of ${trial.examined}`
  return [
    { row: [span(head, trial.caught === 0 ? 'good' : 'warning')] },
    ...trial.matches.map(
      (match): DrawnRow => ({
        row: [span(`${match.kind} `, 'muted'), span(`${match.author}: `, 'accent'), match.text],
      }),
    ),
  ]
}
