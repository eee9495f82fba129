import { resolve } from 'node:path'
import { stopped } from '../failures.ts'
import { safeJson } from '../output/json.ts'
import { startProgress } from '../output/progress.ts'
import { remark, say } from '../output/say.ts'
import { dim, green, yellow } from '../output/style.ts'
import { byteSize } from '../output/times.ts'
import { installationCommand, requireInstallation } from './installation-command.ts'

export const { define: defineBackupCreate, run: runBackupCreate } = installationCommand({
  about:
    'Works while a server runs, and holds nobody up. The backup has the database and every picture and video, with counts ' +
    'and checksums; not what YouTube gave, which is fetched again. Keys (secrets.json) are only in it with --with-secrets: ' +
    'keep them elsewhere, since two-factor sign-in cannot be restored without them.',
  flags: [
    {
      flags: '--to <folder>',
      summary: 'folder that keeps backups (default BACKUP_FOLDER, or backups in the data folder)',
    },
    { flags: '--with-secrets', summary: 'put the keys of the installation into it' },
  ],
  examples: ['momentum backup create', 'momentum backup create --to /mnt/disk/momentum --with-secrets'],
  run: async ({ terminal, globals, flags, signal }, installation) => {
    requireInstallation(installation)
    const { createBackup, backupFolderOf, openParts, secretsFileOf } = await import('../../installation/backups.ts')
    const { config, log } = installation
    const folder = typeof flags.to === 'string' ? resolve(flags.to) : backupFolderOf(config)
    const secrets = flags.withSecrets === true ? secretsFileOf(config) : null
    const progress = startProgress(terminal, { label: 'Backing up', unit: 'items' })
    const parts = await openParts(config, log)
    try {
      const created = await createBackup(parts, {
        folder,
        secrets,
        signal,
        onProgress: (_, done) => progress.update(done, null),
      })
      progress.end()
      const { manifest } = created
      if (globals.json) return terminal.out(`${safeJson({ folder: created.folder, ...manifest }, 2)}\n`)
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      const size = manifest.files.reduce((sum, file) => sum + file.bytes, manifest.media.bytes)
      if (!terminal.isPerson) {
        return terminal.out(`${[created.folder, rows, manifest.media.files, size].join('\t')}\n`)
      }
      say(
        terminal,
        green('✓ '),
        `${created.folder}: ${rows} rows, ${manifest.media.files} media files, ${byteSize(size)}.`,
      )
      if (manifest.media.missing.length > 0) {
        say(terminal, yellow('! '), `${manifest.media.missing.length} media files are missing from the installation.`)
      }
      const keys = manifest.secrets
        ? 'The keys of the installation are in it: whoever has it can read everything.'
        : 'The keys (secrets.json) are not in it; keep them elsewhere, or add --with-secrets.'
      remark(terminal, dim(keys))
      remark(terminal, dim(`Next: momentum backup verify ${manifest.name}`))
    } catch (error) {
      if (signal.aborted) throw stopped()
      throw error
    } finally {
      progress.end()
      await parts.close()
    }
  },
})
