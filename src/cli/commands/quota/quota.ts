import type { Quota } from '../../api-types.ts'
import { defineCommand } from '../../command.ts'
import { number, text } from '../../output/columns.ts'
import { safeJson } from '../../output/json.ts'
import { remark } from '../../output/say.ts'
import { dim } from '../../output/style.ts'
import { printTable } from '../../output/table.ts'
import { fullTime } from '../../output/times.ts'

type Bucket = Quota['buckets'][number]

export const { define: defineQuota, run: runQuota } = defineCommand({
  run: async ({ terminal, globals, signal, connect }) => {
    const connection = await connect()
    const quota = await connection.get<Quota>('/admin/quota', { signal })
    if (globals.json) return terminal.out(`${safeJson(quota, 2)}\n`)
    const columns = [
      text<Bucket>('Bucket', (bucket) => bucket.name),
      number<Bucket>('Used', (bucket) => bucket.used),
      number<Bucket>('Limit', (bucket) => bucket.limit),
      number<Bucket>('Planned', (bucket) => bucket.planned),
    ]
    if (terminal.isPerson) columns.push(text('', (bucket) => gauge(bucket.used, bucket.limit)))
    printTable(terminal, columns, quota.buckets)
    if (terminal.isPerson)
      remark(terminal, dim(`Day ${quota.day}; a new one begins ${fullTime(quota.resetsAt, terminal.now())}.`))
  },
})

function gauge(used: number, limit: number): string {
  const filled = limit > 0 ? Math.min(10, Math.round((used / limit) * 10)) : 0
  return '█'.repeat(filled) + '░'.repeat(10 - filled)
}
