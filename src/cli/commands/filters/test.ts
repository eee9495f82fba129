import type { FilterTest } from '../../api-types.ts'
import { defineCommand } from '../../command.ts'
import { id, text, time } from '../../output/columns.ts'
import { safeJson } from '../../output/json.ts'
import { duringWork } from '../../output/progress.ts'
import { remark } from '../../output/say.ts'
import { dim } from '../../output/style.ts'
import { printTable } from '../../output/table.ts'
import { readTime } from '../specs.ts'
import { filterArguments } from './arguments.ts'

export const { define: defineTest, run: runTest } = defineCommand({
  about: 'Nothing is changed; what the filter would have caught is listed.',
  arguments: filterArguments,
  flags: [{ flags: '--since <time>', summary: 'how far back: 2026-11-01, or an age such as 30d', parse: readTime }],
  examples: ['momentum filters test word "buy followers" --since 30d'],
  run: async ({ terminal, globals, signal, connect, args, flags }) => {
    const connection = await connect()
    const body = { kind: args[0], pattern: args[1], ...(flags.since ? { since: flags.since } : {}) }
    const found = await duringWork(terminal, 'Trying the filter', () =>
      connection.post<FilterTest>('/admin/filters/test', body, { signal, timeoutMs: 0 }),
    )
    if (globals.json) return terminal.out(`${safeJson(found, 2)}\n`)
    const columns = [
      text<FilterTest['items'][number]>('What', (item) => item.type),
      id<FilterTest['items'][number]>('Id', (item) => item.id),
      text<FilterTest['items'][number]>('By', (item) => item.author?.username),
      time<FilterTest['items'][number]>('When', (item) => item.createdAt, { drop: 1 }),
      text<FilterTest['items'][number]>('Text', (item) => item.text),
    ]
    printTable(terminal, columns, found.items)
    remark(terminal, dim(`It would have caught ${found.matched} of ${found.checked}.`))
  },
})
