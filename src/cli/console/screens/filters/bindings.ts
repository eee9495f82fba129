import { quote } from '../../acts.ts'
import type { Binding } from '../../bindings.ts'
import type { FilterRow, FilterTrial } from '../../console-shapes.ts'
import { type ActField, openActDialog, reasonField } from '../../frame/act-dialog.tsx'
import type { ScreenTools } from '../../frame/screen.ts'
import type { ListControls } from '../../list/list-controls.ts'
import type { Store } from '../../store.ts'
import { actBinding } from '../act-binding.ts'

const kinds = ['word', 'pattern', 'link', 'domain', 'image']
const effectField: ActField = {
  name: 'effect',
  label: 'does',
  kind: 'choice',
  choices: ['hold', 'hide', 'flag'],
  initial: 'hold',
}

function filterFields(initial: FilterRow | null): ActField[] {
  return [
    { name: 'kind', label: 'kind', kind: 'choice', choices: kinds, initial: initial?.kind ?? 'word', isWord: true },
    { name: 'pattern', label: 'pattern', kind: 'text', required: true, initial: initial?.pattern ?? '', isWord: true },
  ]
}

/** Adding, removing, and the dry run that shows what a filter would have caught. */
export function filtersBindings(
  tools: ScreenTools,
  list: ListControls<FilterRow>,
  trial: Store<FilterTrial | null>,
): Binding[] {
  const close = () => tools.open(null)
  const after = () => {
    list.clearMarks()
    void list.rows.refresh()
  }
  const tryOut = () => {
    const dialog = openActDialog(
      tools,
      {
        act: null,
        title: 'Try a filter',
        about: 'Shows what it would have caught among recent content; nothing is changed.',
        targets: [{ id: '', name: '' }],
        fields: filterFields(list.selected()),
        done: '',
        command: ({ kind = '', pattern = '' }) => `momentum filters test ${quote(kind)} ${quote(pattern)}`,
        perform: async (_target, { kind = '', pattern = '' }) => {
          trial.set(await tools.api.tryFilter({ kind, pattern }))
          return { auditId: null }
        },
      },
      close,
    )
    tools.open(dialog)
  }
  const add = () => {
    const dialog = openActDialog(
      tools,
      {
        act: 'filters.add',
        title: 'Add a filter',
        targets: [{ id: '', name: '' }],
        fields: [...filterFields(null), effectField, reasonField],
        done: 'filter added',
        after,
      },
      close,
    )
    tools.open(dialog)
  }
  return [
    { keys: ['N'], label: 'add', group: 'act', shown: 'footer', dangerous: true, run: add },
    { keys: ['T'], label: 'dry run', group: 'act', shown: 'footer', run: tryOut },
    actBinding(tools, {
      key: 'd',
      label: 'delete',
      act: 'filters.remove',
      verb: 'Remove the filter',
      did: 'removed the filter',
      many: 'filters',
      shown: 'footer',
      targets: () => list.targets().map((filter) => ({ id: filter.id, name: filter.id })),
      after,
    }),
  ]
}
