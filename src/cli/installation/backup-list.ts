import { resolve } from 'node:path'
import { bytes, id, number, state, text, time } from '../output/columns.ts'
import { safeJson } from '../output/json.ts'
import { remark } from '../output/say.ts'
import { dim } from '../output/style.ts'
import { printTable } from '../output/table.ts'
import { fromFlag } from './find-backup.ts'
import { installationCommand } from './installation-command.ts'

interface Row {
  name: string
  createdAt: string
  database: string | null
  rows: number | null
  media: number | null
  bytes: number | null
  secrets: boolean | null
  state: 'ok' | 'damaged'
  problem: string | null
}

export const { define: defineBackupList, run: runBackupList } = installationCommand({
  about: 'The newest comes first. What a backup is worth says momentum backup verify.',
  flags: [fromFlag],
  examples: ['momentum backup list', 'momentum backup list --from /mnt/disk/momentum'],
  run: async ({ terminal, globals, flags }, { config }) => {
    const { backupFolderOf, listBackups } = await import('../../installation/backups.ts')
    const folder = typeof flags.from === 'string' ? resolve(flags.from) : backupFolderOf(config)
    const rows = (await listBackups(folder)).map(({ name, createdAt, manifest, problem }): Row => {
      const files = manifest?.files.reduce((sum, file) => sum + file.bytes, manifest.media.bytes)
      return {
        name,
        createdAt: new Date(createdAt).toISOString(),
        database: manifest?.database ?? null,
        rows: manifest?.tables.reduce((sum, table) => sum + table.rows, 0) ?? null,
        media: manifest?.media.files ?? null,
        bytes: files ?? null,
        secrets: manifest?.secrets ?? null,
        state: manifest === null ? 'damaged' : 'ok',
        problem,
      }
    })
    if (globals.json) return terminal.out(`${safeJson({ items: rows, nextCursor: null }, 2)}\n`)
    if (rows.length === 0) return remark(terminal, dim(`There are no backups in ${folder}.`))
    printTable<Row>(
      terminal,
      [
        id('Backup', (row) => row.name),
        time('Made', (row) => row.createdAt),
        state('State', (row) => row.state),
        text('Database', (row) => row.database, { drop: 2 }),
        number('Rows', (row) => row.rows),
        number('Media', (row) => row.media),
        bytes('Size', (row) => row.bytes),
        text('Keys', (row) => row.secrets, { drop: 1 }),
        text('Problem', (row) => row.problem, { drop: 3 }),
      ],
      rows,
    )
  },
})
