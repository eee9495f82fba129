import type { Binding } from '../../bindings.ts'
import type { ContentRow } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { ListControls } from '../../list/list-controls.ts'
import { contentBindings } from '../content-acts.ts'
import { pictureBindings, type Reveals } from '../reveal.ts'

/** Acts on posts, their pictures, and the way to who wrote them. */
export function postsBindings(tools: ScreenTools, list: ListControls<ContentRow>, reveals: Reveals): Binding[] {
  const openAuthor = () => {
    const item = list.selected()
    if (item !== null) tools.go({ screen: 'user', id: item.author })
  }
  const after = () => {
    list.clearMarks()
    void list.rows.refresh()
  }
  const targets = () => list.targets().map((item) => ({ id: item.id, name: item.id }))
  return [
    {
      keys: ['enter'],
      label: 'open',
      group: 'go',
      shown: 'footer',
      run: openAuthor,
      whyDisabled: () => (list.selected() === null ? 'nothing is selected' : null),
    },
    ...contentBindings(tools, 'posts', targets, after),
    ...pictureBindings(tools, reveals, () => list.selected()?.pictures ?? []),
  ]
}
