import type { ActName } from '../acts.ts'
import type { Binding } from '../bindings.ts'
import { type ActField, type ActTarget, openActDialog, reasonField } from '../frame/act-dialog.tsx'
import type { ScreenTools } from '../frame/screen.ts'

export interface ActBindingOptions {
  key: string
  label: string
  act: ActName
  /** `Suspend`, for the dialog's title. */
  verb: string
  /** `suspended`, for what is said afterwards. */
  did: string
  /** What many of the subjects are called: `people`. */
  many: string
  targets(): ActTarget[]
  fields?: readonly ActField[]
  about?: string
  /** The name has to be typed: it cannot be undone, or shuts someone out. */
  typed?: boolean
  shown?: 'footer' | 'help'
  whyDisabled?: () => string | null
  after(): void
}

/** A key that carries out an act of the catalogue on the marked rows, or on the selected one, after asking. */
export function actBinding(tools: ScreenTools, options: ActBindingOptions): Binding {
  const { key, label, act, verb, did, many, targets, fields = [reasonField], typed = false, shown = 'help' } = options
  const ask = () => {
    const subjects = targets()
    const name = subjects.length === 1 ? (subjects[0]?.name ?? '') : `${subjects.length} ${many}`
    const dialog = openActDialog(
      tools,
      {
        act,
        title: `${verb} ${name}`,
        targets: subjects,
        fields,
        dangerous: typed,
        done: `${did} ${name}`,
        after: options.after,
        ...(options.about === undefined ? {} : { about: options.about }),
      },
      () => tools.open(null),
    )
    tools.open(dialog)
  }
  return {
    keys: [key],
    label,
    group: 'act',
    dangerous: true,
    shown,
    run: ask,
    whyDisabled: () => (targets().length === 0 ? 'nothing is selected' : (options.whyDisabled?.() ?? null)),
  }
}
