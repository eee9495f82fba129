import { resolve } from 'node:path'
import { exitCodes } from '../failures.ts'
import { safeJson } from '../output/json.ts'
import { startProgress } from '../output/progress.ts'
import { say } from '../output/say.ts'
import { green, red } from '../output/style.ts'
import { backupArgument, findBackup, fromFlag } from './find-backup.ts'
import { installationCommand } from './installation-command.ts'

export const { define: defineBackupVerify, run: runBackupVerify } = installationCommand({
  about:
    'Restores the backup into a temporary folder beside it and looks at everything: checksums, pages and references of the ' +
    'database, the rows of every table, the content of every picture and video, and that rows and media agree. Exit code 1 ' +
    'when anything is wrong.',
  arguments: [{ ...backupArgument, optional: true }],
  flags: [fromFlag],
  examples: ['momentum backup verify', 'momentum backup verify 2026-11-27T02-07-00'],
  run: async ({ terminal, globals, args, flags, signal }, { config }) => {
    const { backupFolderOf, verifyBackup } = await import('../../installation/backups.ts')
    const folder = typeof flags.from === 'string' ? resolve(flags.from) : backupFolderOf(config)
    const found = await findBackup(args[0] ?? 'latest', folder)
    const progress = startProgress(terminal, { label: 'Verifying', unit: 'items' })
    const verified = await verifyBackup(found, {
      signal,
      onProgress: (_, done, total) => progress.update(done, total),
    }).finally(() => progress.end())
    const { manifest, problems, tables, rows, mediaFiles } = verified
    const isWhole = problems.length === 0
    if (globals.json) {
      const answer = {
        backup: manifest.name,
        ok: isWhole,
        createdAt: manifest.createdAt,
        tables,
        rows,
        mediaFiles,
        problems,
      }
      terminal.out(`${safeJson(answer, 2)}\n`)
    } else if (isWhole) {
      say(
        terminal,
        green('✓ '),
        `${manifest.name} can be restored: ${rows} rows in ${tables} tables, ${mediaFiles} media files, all as they were.`,
      )
    } else {
      say(terminal, red('✗ '), `${manifest.name} is not whole:`)
      for (const problem of problems) say(terminal, '  - ', problem)
    }
    return isWhole ? exitCodes.done : exitCodes.failed
  },
})
