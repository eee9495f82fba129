import { keepBackups } from '../core/backups/index.ts'
import { hour } from '../lib/clock.ts'
import type { Job } from './job.ts'

export const backup: Job = {
  name: 'backup',
  about: 'Backs up database and media, without keys and without what YouTube gives again, and removes old backups.',
  schedule: '7 2 * * *',
  timeoutMs: 12 * hour,
  offReason: (context) => (context.settings.get('backups.keep') === 0 ? 'The setting backups.keep is 0.' : null),
  run: async (context, signal, report) => {
    const { missing, ...counts } = await keepBackups(context, signal)
    if (missing > 0) report.partial(`${missing} media files are missing: momentum media verify says which`)
    return counts
  },
}
