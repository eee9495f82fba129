import { id, number, text } from '../output/columns.ts'
import { safeJson } from '../output/json.ts'
import { startProgress } from '../output/progress.ts'
import { remark, say } from '../output/say.ts'
import { dim, green } from '../output/style.ts'
import { printTable } from '../output/table.ts'
import { installationCommand, requireInstallation, requireStopped } from './installation-command.ts'

interface Row {
  table: string
  rows: number
  sha256: string
}

export const { define: defineDbCopy, run: runDbCopy } = installationCommand({
  about:
    'Copies the database of this installation into an empty one, whole or not at all; every table is read back and compared ' +
    'by count and checksum. When it was broken off, run it again. The server must not run meanwhile, so that nothing is ' +
    'written that would stay behind. Media and keys stay where they are. The password of PostgreSQL is better in ' +
    'PGPASSWORD than in the address, which other users of this machine can see.',
  flags: [
    {
      flags: '--to <database>',
      summary: 'postgres://user@host/name, or a new SQLite file',
      required: true,
      parse: readTarget,
    },
  ],
  examples: [
    'momentum db copy --to postgres://momentum@localhost/momentum',
    'momentum db copy --to ./data/momentum.db',
  ],
  run: async (invocation, installation) => {
    const { terminal, globals, flags, signal } = invocation
    requireInstallation(installation)
    await requireStopped(invocation, installation, 'what it writes meanwhile would stay behind')
    const { copyInstallation } = await import('../../installation/copy-database.ts')
    const progress = startProgress(terminal, { label: 'Copying', unit: 'items' })
    const to = flags.to as string
    const tables = await copyInstallation(installation.config, installation.log, to, {
      signal,
      onProgress: (_, done, total) => progress.update(done, total),
    }).finally(() => progress.end())
    if (globals.json) return terminal.out(`${safeJson({ items: tables, nextCursor: null }, 2)}\n`)
    const columns = [
      id<Row>('Table', (row) => row.table),
      number<Row>('Rows', (row) => row.rows),
      text<Row>('SHA-256', (row) => row.sha256, { drop: 1, max: 16 }),
    ]
    printTable(terminal, columns, tables)
    if (!terminal.isPerson) return
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    say(terminal, green('✓ '), `${rows} rows in ${tables.length} tables, the same on both sides.`)
    const next = to.startsWith('postgres') ? 'set DATABASE_URL to it' : 'take DATABASE_URL away'
    remark(terminal, dim(`Next: ${next}, then momentum doctor, then momentum serve.`))
  },
})

function readTarget(text: string): string {
  if (/^postgres(ql)?:\/\//.test(text)) {
    if (!URL.canParse(text)) throw new Error('This is no address; write postgres://user@host/name.')
    return text
  }
  if (/^[a-z][a-z0-9+]*:\/\//i.test(text)) throw new Error('Give postgres://… or the path of a SQLite file.')
  return text
}
