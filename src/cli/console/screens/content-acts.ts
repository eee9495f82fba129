import type { ActName } from '../acts.ts'
import type { Binding } from '../bindings.ts'
import type { ActTarget } from '../frame/act-dialog.tsx'
import type { ScreenTools } from '../frame/screen.ts'
import { actBinding } from './act-binding.ts'

/** Hide, restore and delete for posts, comments and messages alike. */
export function contentBindings(
  tools: ScreenTools,
  many: 'posts' | 'comments' | 'messages',
  targets: () => ActTarget[],
  after: () => void,
): Binding[] {
  const act = (verb: 'hide' | 'restore' | 'delete'): ActName => `${many}.${verb}`
  const common = { targets, after, many, shown: 'footer' as const }
  return [
    actBinding(tools, {
      ...common,
      key: 'h',
      label: 'hide',
      act: act('hide'),
      verb: 'Hide',
      did: 'hid',
      about: 'Nobody but its author sees it any more.',
    }),
    actBinding(tools, { ...common, key: 'r', label: 'restore', act: act('restore'), verb: 'Restore', did: 'restored' }),
    actBinding(tools, {
      ...common,
      key: 'd',
      label: 'delete',
      act: act('delete'),
      verb: 'Delete',
      did: 'deleted',
      typed: true,
      about: 'Gone for everyone; what was reported stays as evidence.',
    }),
  ]
}
