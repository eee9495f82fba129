import type { Binding } from '../bindings.ts'
import type { PictureRef } from '../console-shapes.ts'
import { openActDialog, reasonField } from '../frame/act-dialog.tsx'
import type { ScreenTools } from '../frame/screen.ts'
import { createStore, type Store } from '../store.ts'

/** Which pictures the operator asked to see on this screen, each with the reason it was audited under. */
export interface Reveals {
  readonly shown: Store<ReadonlyMap<string, string>>
  revealed(url: string): string | null
}

/** Nothing is revealed to begin with. */
export function createReveals(): Reveals {
  const shown = createStore<ReadonlyMap<string, string>>(new Map())
  return { shown, revealed: (url) => shown.get().get(url) ?? null }
}

/**
 * `i` asks for a reason, which may be there already, and shows the pictures; `b` turns colours off, which is easier to
 * bear.
 */
export function pictureBindings(
  tools: ScreenTools,
  reveals: Reveals,
  pictures: () => readonly PictureRef[],
  usualReason: () => string = () => '',
): Binding[] {
  const show = (reason: string) => {
    const next = new Map(reveals.shown.get())
    for (const picture of pictures()) next.set(picture.url, reason)
    reveals.shown.set(next)
  }
  const ask = () => {
    const dialog = openActDialog(
      tools,
      {
        act: null,
        title: 'Show the pictures',
        about: 'That you looked is written to the audit with the reason.',
        targets: [{ id: '', name: '' }],
        fields: [{ ...reasonField, initial: usualReason() }],
        done: '',
        perform: async (_target, { reason = '' }) => {
          show(reason)
          return { auditId: null }
        },
      },
      () => tools.open(null),
    )
    tools.open(dialog)
  }
  return [
    {
      keys: ['i'],
      label: 'picture',
      group: 'view',
      shown: 'footer',
      run: ask,
      whyDisabled: () => (pictures().length === 0 ? 'there is no picture' : null),
    },
    {
      keys: ['b'],
      label: 'greyscale',
      group: 'view',
      run: () => tools.pictures.grey.set(!tools.pictures.grey.get()),
    },
  ]
}
