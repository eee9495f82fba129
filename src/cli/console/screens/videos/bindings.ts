import type { Binding } from '../../bindings.ts'
import type { VideoRow } from '../../console-shapes.ts'
import type { ScreenTools } from '../../frame/screen.ts'
import type { ListControls } from '../../list/list-controls.ts'
import { actBinding } from '../act-binding.ts'

/** Hiding videos from the feed and bringing them back. */
export function videosBindings(tools: ScreenTools, list: ListControls<VideoRow>): Binding[] {
  const common = {
    many: 'videos',
    shown: 'footer' as const,
    targets: () => list.targets().map((video) => ({ id: video.id, name: video.id })),
    after: () => {
      list.clearMarks()
      void list.rows.refresh()
    },
  }
  return [
    actBinding(tools, {
      ...common,
      key: 'h',
      label: 'hide',
      act: 'videos.hide',
      verb: 'Hide',
      did: 'hid',
      about: 'Out of every feed; fetching it again does not bring it back.',
    }),
    actBinding(tools, {
      ...common,
      key: 'r',
      label: 'restore',
      act: 'videos.restore',
      verb: 'Restore',
      did: 'restored',
    }),
    {
      keys: ['Y'],
      label: 'copy link',
      group: 'view',
      shown: 'footer',
      run: () => tools.copy(list.selected()?.url ?? ''),
      whyDisabled: () => (list.selected() === null ? 'nothing is selected' : null),
    },
  ]
}
