import { actCommand } from '../../act-command.ts'
import type { MediaWork } from '../../api-types.ts'
import { byteSize } from '../../output/times.ts'

export const { define: defineSweep, run: runSweep } = actCommand<MediaWork>({
  about: 'Uploads that were never published and files of what is gone are removed; what is younger than a day stays.',
  path: '/admin/media/sweep',
  reason: 'optional',
  confirm: 'ask',
  question: () => 'Remove every file that nothing uses?',
  progress: 'Sweeping media',
  done: ({ removed = 0, checked, bytesFreed = 0 }) =>
    `Removed ${removed} of ${checked} files, ${byteSize(bytesFreed)} freed.`,
})
