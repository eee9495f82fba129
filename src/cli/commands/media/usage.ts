import type { MediaUsage } from '../../api-types.ts'
import { defineCommand } from '../../command.ts'
import { bytes, number, text } from '../../output/columns.ts'
import { safeJson } from '../../output/json.ts'
import { remark } from '../../output/say.ts'
import { dim } from '../../output/style.ts'
import { printTable } from '../../output/table.ts'
import { byteSize } from '../../output/times.ts'

export const { define: defineUsage, run: runUsage } = defineCommand({
  run: async ({ terminal, globals, signal, connect }) => {
    const connection = await connect()
    const usage = await connection.get<MediaUsage>('/admin/media/usage', { signal })
    if (globals.json) return terminal.out(`${safeJson(usage, 2)}\n`)
    const rows = [...usage.items, { purpose: 'all', ...usage.total }]
    printTable<MediaUsage['items'][number]>(
      terminal,
      [text('Purpose', (row) => row.purpose), number('Files', (row) => row.files), bytes('Size', (row) => row.bytes)],
      rows,
    )
    if (usage.disk && terminal.isPerson) {
      remark(terminal, dim(`${byteSize(usage.disk.free)} of ${byteSize(usage.disk.size)} are free on the disk.`))
    }
  },
})
