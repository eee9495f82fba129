import { basename, resolve } from 'node:path'
import { safeJson } from '../output/json.ts'
import { startProgress } from '../output/progress.ts'
import { remark, say } from '../output/say.ts'
import { dim, green, yellow } from '../output/style.ts'
import { makeSure } from '../prompts/make-sure.ts'
import { backupArgument, findBackup, fromFlag } from './find-backup.ts'
import { installationCommand, requireStopped } from './installation-command.ts'

export const { define: defineBackupRestore, run: runBackupRestore } = installationCommand({
  about:
    'Puts a backup in the place of the installation, which must not be running. The backup is proven first; what was ' +
    'deleted since stays deleted, sessions that ended since stay ended, and what was there before is kept aside, in ' +
    'before-restore-… in the data folder. A backup of either database can be restored into either.',
  arguments: [backupArgument],
  flags: [
    fromFlag,
    { flags: '-y, --yes', summary: 'do not ask' },
    { flags: '--new-secrets', summary: 'make new keys, where nobody has the old ones any more' },
    { flags: '--beyond-ledger', summary: 'restore also a backup from before deletions are remembered' },
  ],
  examples: [
    'momentum backup restore 2026-11-27T02-07-00',
    'momentum backup restore latest --from /mnt/disk/momentum --yes',
  ],
  run: async (invocation, installation) => {
    const { terminal, globals, args, flags, signal } = invocation
    const { config, log } = installation
    const { backupFolderOf } = await import('../../installation/backups.ts')
    const folder = typeof flags.from === 'string' ? resolve(flags.from) : backupFolderOf(config)
    const backup = await findBackup(args[0]!, folder)
    await requireStopped(invocation, installation, 'nothing can be restored meanwhile')
    const { hasInstallation, restoreInstallation } = await import('../../installation/restore.ts')
    if (await hasInstallation(config)) {
      makeSure.possible(invocation)
      const question = `Put ${basename(backup)} in the place of the installation in ${config.dataFolder}?`
      await makeSure.asked(invocation, basename(backup), question)
    }
    const progress = startProgress(terminal, { label: 'Restoring', unit: 'items' })
    const restored = await restoreInstallation(config, log, {
      folder: backup,
      newSecrets: flags.newSecrets === true,
      beyondLedger: flags.beyondLedger === true,
      signal,
      onStage: (_, done, total) => progress.update(done, total),
    }).finally(() => progress.end())
    if (globals.json) return terminal.out(`${safeJson(restored, 2)}\n`)
    const again = Object.entries(restored.deletedAgain).map(([type, count]) => `${count} × ${type}`)
    say(
      terminal,
      green('✓ '),
      `Restored ${restored.backup}: ${restored.rows} rows, ${restored.mediaFiles} media files, as of ${restored.createdAt}.`,
    )
    if (restored.ledger === null) {
      say(
        terminal,
        yellow('! '),
        'No ledger of deletions later than the backup could be read: what was deleted since may be back, and everybody is signed out.',
      )
    } else {
      say(
        terminal,
        `  Deleted again, by ${restored.ledger}: ${again.length === 0 ? 'nothing was to be' : again.join(', ')}.`,
      )
    }
    say(terminal, `  Sessions ended: ${restored.sessionsEnded}. Counters put right: ${restored.countersMended}.`)
    if (restored.aside !== null) {
      say(terminal, `  What was there before is in ${restored.aside}; remove it when you no longer need it.`)
    }
    remark(terminal, dim('Next: momentum serve'))
  },
})
