import type { ScreenDefinition } from '../../frame/screen.ts'
import { recordScreen } from '../../list/record-screen.tsx'
import { quotaBindings } from './bindings.ts'
import { quotaRows, useQuota } from './use-quota.ts'

/** What of the YouTube quota is used, and by which job. */
export const quotaScreen: ScreenDefinition = {
  name: 'quota',
  aliases: [],
  about: 'the YouTube quota and who spends it',
  open: (tools) =>
    recordScreen({
      name: 'quota',
      title: () => 'quota',
      tools,
      controls: useQuota(tools),
      tabs: [{ name: 'quota', rows: quotaRows(tools) }],
      bindings: quotaBindings(tools),
    }),
}
